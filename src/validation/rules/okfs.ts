import { field } from '../fields'
import { readDigits, refuseZeros } from './digits'

const WORDS = { rule: 'okfs', name: 'Код ОКФС', required: 'Выберите код ОКФС' }

/** ОКФС, ОК 027-99: 2 digits. */
export const okfs = field((typed, fail) => {
  const digits = readDigits(typed, fail, WORDS)
  if (digits.length !== 2) fail('okfs.length', 'Код ОКФС состоит из 2 цифр, например 16: проверьте код')
  refuseZeros(digits, fail, WORDS)
  return digits
})
