import { field } from '../fields'
import { readDigits, refuseZeros } from './digits'

const WORDS = { rule: 'okogu', name: 'Код ОКОГУ', required: 'Введите код ОКОГУ' }

/** ОКОГУ, ОК 006-2011: 7 digits. The classifier is not at hand whole, so an unknown code is a warning. */
export const okogu = field((typed, fail) => {
  const digits = readDigits(typed, fail, WORDS)
  if (digits.length !== 7) fail('okogu.length', 'Код ОКОГУ состоит из 7 цифр, например 4210014: проверьте код')
  refuseZeros(digits, fail, WORDS)
  return digits
})

export const OKOGU_UNKNOWN_WARNING = {
  rule: 'okogu.unknown',
  message: 'Такого кода ОКОГУ нет в справочнике системы: сверьте код с уведомлением Росстата',
} as const
