import { field } from '../fields'
import { readDigits, refuseZeros } from './digits'
import type { EnterpriseType } from './enterprise-type'

const WORDS = { rule: 'ogrn', name: 'ОГРН / ОГРНИП', required: 'Введите ОГРН (у предпринимателя ОГРНИП)', dashes: true }

/**
 * ОГРН of a legal entity (13 digits) or ОГРНИП of an entrepreneur (15), check digit included.
 * Source: order of the Ministry of Finance 165н of 30.10.2017: the last digit is the last digit of the
 * remainder of the preceding number by 11 (ОГРН) or by 13 (ОГРНИП).
 */
export const ogrn = field((typed, fail) => {
  const digits = readDigits(typed, fail, WORDS)
  if (digits.length !== 13 && digits.length !== 15)
    fail('ogrn.length', 'ОГРН состоит из 13 цифр, ОГРНИП из 15: проверьте, все ли цифры введены')
  refuseZeros(digits, fail, WORDS)
  if (!ogrnCheckDigitMatches(digits))
    fail('ogrn.check_digit', 'Контрольная цифра ОГРН / ОГРНИП не сходится: сверьте номер с выпиской из реестра')
  return digits
})

/** True for 13 or 15 digits whose last one follows from the others. 14 digits are exact in a double. */
export const ogrnCheckDigitMatches = (ogrn: string): boolean => {
  if (!/^(\d{13}|\d{15})$/.test(ogrn)) return false
  const divisor = ogrn.length === 13 ? 11 : 13
  return (Number(ogrn.slice(0, -1)) % divisor) % 10 === Number(ogrn.at(-1))
}

/** The ОГРН (ОГРНИП) that begins with these 12 (14) digits. */
export const ogrnWithCheckDigit = (digits: string): string =>
  digits + ((Number(digits) % (digits.length === 12 ? 11 : 13)) % 10)

/** ОГРНИП belongs to entrepreneurs, ОГРН to the other types. */
export const ogrnFitsType = (ogrn: string, type: EnterpriseType): boolean =>
  ogrn.length === (type === 'entrepreneur' ? 15 : 13)

/** A ТОСП has no number of its own; everybody else must give one. */
export const ogrnIsRequired = (type: EnterpriseType): boolean => type !== 'branch'

export const OGRN_REQUIRED_ERROR = { rule: 'ogrn.required', message: WORDS.required } as const

export const OGRN_TYPE_ERROR = {
  rule: 'ogrn.type',
  message: 'Длина ОГРН / ОГРНИП не подходит к типу предприятия: введите 15 цифр для ИП, 13 цифр для остальных типов',
} as const
