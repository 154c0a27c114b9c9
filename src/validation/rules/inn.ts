import { field } from '../fields'
import { readDigits, refuseZeros } from './digits'
import type { EnterpriseType } from './enterprise-type'

const WORDS = { rule: 'inn', name: 'ИНН', required: 'Введите ИНН организации', dashes: true }

/**
 * ИНН of an organisation (10 digits) or of a person (12), check digits included.
 * Structure: order of the tax service ММВ-7-6/435@ of 29.06.2012. A check digit is a weighted sum, mod 11 mod 10.
 */
export const inn = field((typed, fail) => {
  const digits = readDigits(typed, fail, WORDS)
  if (digits.length !== 10 && digits.length !== 12)
    fail(
      'inn.length',
      'ИНН состоит из 10 цифр у организации и из 12 у предпринимателя: проверьте, все ли цифры введены',
    )
  refuseZeros(digits, fail, WORDS)
  if (!innCheckDigitsMatch(digits))
    fail('inn.check_digit', 'Контрольная цифра ИНН не сходится: сверьте его со свидетельством о постановке на учёт')
  return digits
})

/** True for 10 or 12 digits whose check digits follow from the others; also for all zeros, which are refused apart. */
export const innCheckDigitsMatch = (inn: string): boolean => {
  if (/^\d{10}$/.test(inn)) return checkDigit(inn, WEIGHTS_10) === Number(inn[9])
  if (/^\d{12}$/.test(inn))
    return checkDigit(inn, WEIGHTS_11) === Number(inn[10]) && checkDigit(inn, WEIGHTS_12) === Number(inn[11])
  return false
}

/** 12 digits for an entrepreneur, 10 for the other types. */
export const innFitsType = (inn: string, type: EnterpriseType): boolean =>
  inn.length === (type === 'entrepreneur' ? 12 : 10)

export const INN_TYPE_ERROR = {
  rule: 'inn.type',
  message: 'Длина ИНН не подходит к типу предприятия: введите 12 цифр для ИП, 10 цифр для остальных типов',
} as const

/** The ИНН that begins with these 9 (organisation) or 10 (person) digits. */
export const innWithCheckDigits = (digits: string): string => {
  if (digits.length === 9) return digits + checkDigit(digits, WEIGHTS_10)
  const eleven = digits + checkDigit(digits, WEIGHTS_11)
  return eleven + checkDigit(eleven, WEIGHTS_12)
}

const WEIGHTS_10 = [2, 4, 10, 3, 5, 9, 4, 6, 8]
const WEIGHTS_11 = [7, 2, 4, 10, 3, 5, 9, 4, 6, 8]
const WEIGHTS_12 = [3, 7, 2, 4, 10, 3, 5, 9, 4, 6, 8]

const checkDigit = (inn: string, weights: number[]): number =>
  (weights.reduce((sum, weight, index) => sum + weight * Number(inn[index]), 0) % 11) % 10
