import { field, optional } from '../../validation/fields'
import { defineForm } from '../../validation/form'
import { readDigits } from '../../validation/rules/digits'
import { okpo } from '../../validation/rules/okpo'

/** A number to look for: its length must be right, its check digit need not be, for the register holds wrong ones. */
const numberOf = (rule: string, name: string, lengths: readonly [number, number], whose: string) =>
  field((typed, fail) => {
    const digits = readDigits(typed, fail, { rule, name, required: `Введите ${name}`, dashes: true })
    if (!lengths.includes(digits.length)) fail(`${rule}.length`, `${whose}: проверьте, все ли цифры введены`)
    return digits
  })

/** What organisations are looked up by: at least one of the three. */
export const lookupForm = defineForm({
  okpo: optional(okpo),
  inn: optional(numberOf('inn', 'ИНН', [10, 12], 'ИНН состоит из 10 цифр у организации и из 12 у предпринимателя')),
  ogrn: optional(numberOf('ogrn', 'ОГРН / ОГРНИП', [13, 15], 'ОГРН состоит из 13 цифр, ОГРНИП из 15')),
})

export type Lookup = { okpo: string | null; inn: string | null; ogrn: string | null }

export const isEmptyLookup = ({ okpo, inn, ogrn }: Lookup): boolean => okpo === null && inn === null && ogrn === null

export const EMPTY_LOOKUP = 'Введите ОКПО, ИНН или ОГРН / ОГРНИП организации'
