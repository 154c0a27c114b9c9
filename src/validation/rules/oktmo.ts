import { field } from '../fields'
import { classifierCheckDigit } from './classifier-check-digit'
import { readDigits, refuseZeros } from './digits'

const WORDS = { rule: 'oktmo', name: 'Код ОКТМО', required: 'Введите код ОКТМО' }

/** ОКТМО, ОК 033-2013: 8 digits for a municipality, 11 for a settlement in it; the check number is not a part of it. */
export const oktmo = field((typed, fail) => {
  const digits = readDigits(typed, fail, WORDS)
  if (!isOktmoLength(digits))
    fail('oktmo.length', 'Код ОКТМО состоит из 8 или 11 цифр: проверьте, все ли цифры введены')
  refuseZeros(digits, fail, WORDS)
  return digits
})

export const isOktmoLength = (digits: string): boolean => digits.length === 8 || digits.length === 11

/** The check number that the official file carries beside a code of 8 or 11 digits (ПР 50.1.024-2005, appendix В). */
export const oktmoCheckDigit = (oktmo: string): number => classifierCheckDigit(oktmo)

export const OKTMO_TERRITORY_WARNING = {
  rule: 'oktmo.territory',
  message: 'Код ОКТМО относится к другому региону, чем выбранный ТОГС: проверьте код и ТОГС',
} as const
