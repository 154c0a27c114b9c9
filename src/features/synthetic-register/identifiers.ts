import { classifierCheckDigit } from '../../validation/rules/classifier-check-digit'
import { innWithCheckDigits } from '../../validation/rules/inn'
import { ogrnWithCheckDigit } from '../../validation/rules/ogrn'
import { chance, permutation } from './chance'

type Rest = { inn: string; ogrn: string }

/** Numbers of one kind of unit: its ОКПО by its place among all, ИНН and ОГРН by its place within the region. */
export type Codes = { okpo(place: number): string; rest(subject: string, place: number, index: number): Rest }

const padded = (number: number, width: number): string => String(number).padStart(width, '0')

/** The year of registration as two digits, 2002 to 2025. */
const year = (seed: number, index: number): string => padded(2 + (chance(seed, index, 12) % 24), 2)

/** Legal entities: 8, 10 and 13 digits. ОКПО from 99 on are left to the demo data. */
export const legalCodes = (seed: number): Codes => {
  const [okpo, inn, ogrn] = [
    permutation(8_900_000, seed ^ 1),
    permutation(9_900_000, seed ^ 3),
    permutation(9_999_991, seed ^ 5),
  ]
  return {
    okpo: place => {
      const body = padded(1_000_000 + okpo(place), 7)
      return body + classifierCheckDigit(body)
    },
    rest: (subject, place, index) => ({
      inn: innWithCheckDigits(subject + padded(inn(place), 7)),
      ogrn: ogrnWithCheckDigit(`1${year(seed, index)}${subject}${padded(ogrn(place), 7)}`),
    }),
  }
}

/** Entrepreneurs: 10, 12 and 15 digits; their ОКПО begin with 01 … or 20 …. */
export const personCodes = (seed: number): Codes => {
  const [okpo, inn, ogrn] = [
    permutation(199_999_991, seed ^ 2),
    permutation(99_000_000, seed ^ 4),
    permutation(999_999_937, seed ^ 6),
  ]
  return {
    okpo: place => {
      const number = okpo(place)
      const body = (number < 1e8 ? '0' : '2') + padded(number % 1e8, 8)
      return body + classifierCheckDigit(body)
    },
    rest: (subject, place, index) => ({
      inn: innWithCheckDigits(subject + padded(inn(place), 8)),
      ogrn: ogrnWithCheckDigit(`3${year(seed, index)}${subject}${padded(ogrn(place), 9)}`),
    }),
  }
}

/** The number of a ТОСП: here the parent's ОКПО and six digits. */
export const branchNumber = (parentOkpo: string, place: number): string => parentOkpo + padded((place % 999_999) + 1, 6)
