import { field } from '../fields'
import { readDigits, refuseZeros } from './digits'

const WORDS = { rule: 'oksm', name: 'Код страны', required: 'Введите код страны (ОКСМ)' }

/** Russia, the value that the form begins with. */
export const RUSSIA = '643'

/** ОКСМ, ОК (МК (ИСО 3166) 004-97) 025-2001: 3 digits. */
export const oksm = field((typed, fail) => {
  const digits = readDigits(typed, fail, WORDS)
  if (digits.length !== 3) fail('oksm.length', 'Код страны состоит из 3 цифр, например 643 (Россия): проверьте код')
  refuseZeros(digits, fail, WORDS)
  return digits
})
