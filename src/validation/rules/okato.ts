import { field } from '../fields'
import { readDigits, refuseZeros } from './digits'

const WORDS = { rule: 'okato', name: 'Код ОКАТО', required: 'Введите код ОКАТО' }

/** Levels of the classifier: subject, district, settlement council, settlement. */
const LENGTHS = [2, 5, 8, 11]

/** ОКАТО, ОК 019-95. */
export const okato = field((typed, fail) => {
  const digits = readDigits(typed, fail, WORDS)
  if (!isOkatoLength(digits))
    fail('okato.length', 'Код ОКАТО состоит из 2, 5, 8 или 11 цифр: проверьте, все ли цифры введены')
  refuseZeros(digits, fail, WORDS)
  return digits
})

export const isOkatoLength = (digits: string): boolean => LENGTHS.includes(digits.length)

export const OKATO_TERRITORY_WARNING = {
  rule: 'okato.territory',
  message: 'Код ОКАТО относится к другому региону, чем выбранный ТОГС: проверьте код и ТОГС',
} as const
