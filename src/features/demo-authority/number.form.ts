import { field, optional } from '../../validation/fields'
import { defineForm } from '../../validation/form'
import { readDigits } from '../../validation/rules/digits'

const LENGTHS = [8, 10, 12, 14]

const number = field((typed, fail): string => {
  const words = { rule: 'number', name: 'Номер', required: 'Введите ОКПО или ИНН организации' }
  const digits = readDigits(typed, fail, words)
  if (!LENGTHS.includes(digits.length))
    fail('number.length', 'В ОКПО 8, 10, 12 или 14 цифр, в ИНН 10 или 12: проверьте, все ли цифры введены')
  return digits
})

/** One field for both numbers: a visitor of the demo should not have to know which one it is. */
export const certificateForm = defineForm({ number })
/** An application says itself whose it is. */
export const signForm = defineForm({ number: optional(number) })
