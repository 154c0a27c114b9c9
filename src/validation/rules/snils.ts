import { field } from '../fields'
import { readDigits, refuseZeros } from './digits'

const WORDS = { rule: 'snils', name: 'СНИЛС', required: 'Введите СНИЛС', dashes: true }

/**
 * СНИЛС, 11 digits of which the last two are a check number.
 * Source: order of the board of the Pension Fund 192п of 31.07.2006: digits times 9…1, mod 101, 100 is 00.
 */
export const snils = field((typed, fail) => {
  const digits = readDigits(typed, fail, WORDS)
  if (digits.length !== 11)
    fail('snils.length', 'СНИЛС состоит из 11 цифр, например 112-233-445 95: проверьте, все ли цифры введены')
  refuseZeros(digits, fail, WORDS)
  if (!snilsCheckNumberMatches(digits))
    fail('snils.check_digit', 'Контрольное число СНИЛС не сходится: сверьте номер с уведомлением о регистрации')
  return digits
})

/** Numbers up to 001-001-998 were given out before the check number existed and always match. */
export const snilsCheckNumberMatches = (snils: string): boolean => {
  if (!/^\d{11}$/.test(snils)) return false
  if (Number(snils.slice(0, 9)) <= LAST_WITHOUT_CHECK) return true
  let sum = 0
  for (let index = 0; index < 9; index++) sum += Number(snils[index]) * (9 - index)
  return (sum % 101) % 100 === Number(snils.slice(9))
}

const LAST_WITHOUT_CHECK = 1_001_998
