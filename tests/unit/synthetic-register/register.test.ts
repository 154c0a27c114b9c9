import { EXTRACT_HEADER, extractLine } from '../../../src/features/synthetic-register/extract'
import { syntheticRegister, WHOLE_COUNTRY } from '../../../src/features/synthetic-register/register'
import { innCheckDigitsMatch } from '../../../src/validation/rules/inn'
import { ogrnCheckDigitMatches } from '../../../src/validation/rules/ogrn'
import { okpoCheckDigitMatches, okpoFitsType } from '../../../src/validation/rules/okpo'

const SAMPLE = 20_000
const country = syntheticRegister()
/** Rows from everywhere in the whole country, far apart. */
const sample = Array.from({ length: SAMPLE }, (_, index) => country.row((index * 285_707) % WHOLE_COUNTRY))

const share = (of: (row: (typeof sample)[number]) => boolean): number => sample.filter(of).length / SAMPLE

it('gives the same row for the same seed and index, and another for another seed', () => {
  expect(syntheticRegister().row(4_000_000)).toEqual(country.row(4_000_000))
  expect(syntheticRegister({ seed: 7 }).row(4_000_000)).not.toEqual(country.row(4_000_000))
})

it('gives every number once in a whole register', () => {
  const total = 30_000
  const register = syntheticRegister({ total })
  const rows = Array.from({ length: total }, (_, index) => register.row(index))
  const distinct = (key: 'okpo' | 'inn' | 'ogrn') => {
    const given = rows.map(one => one[key]).filter(value => value !== null)
    return given.length - new Set(given).size
  }
  expect([distinct('okpo'), distinct('inn'), distinct('ogrn')]).toEqual([0, 0, 0])
  const types = rows.map(({ enterpriseType }) => enterpriseType)
  const count = (type: string) => types.filter(one => one === type).length
  expect([count('legal'), count('entrepreneur'), count('branch')]).toEqual([13_200, 15_000, 1800])
})

it('gives right check digits everywhere', () => {
  const wrong = sample.filter(
    ({ okpo, inn, ogrn, enterpriseType }) =>
      !okpoCheckDigitMatches(okpo) ||
      !okpoFitsType(okpo, enterpriseType) ||
      (inn !== null && !innCheckDigitsMatch(inn)) ||
      (ogrn !== null && !ogrnCheckDigitMatches(ogrn)),
  )
  expect(wrong).toEqual([])
})

it('keeps the shares of the description', () => {
  expect(share(row => row.enterpriseType === 'legal')).toBeCloseTo(0.44, 1)
  expect(share(row => row.archived)).toBeCloseTo(0.005, 2)
  expect(share(row => row.synchronised)).toBeCloseTo(0.97, 2)
  expect(share(row => row.hasPassword)).toBeCloseTo(0.4, 1)
  expect(share(row => row.officeId === 77)).toBeGreaterThan(0.1)
})

it('marks every row as synthetic', () => {
  expect(share(row => row.email.endsWith('@example.invalid'))).toBe(1)
  expect(share(row => row.postalAddress.startsWith('Синтетическая запись'))).toBe(1)
})

it('writes lines that have a field for every name of the header', () => {
  const unquoted = extractLine(country.row(1)).replaceAll(/"[^"]*"/g, 'x')
  expect(unquoted.split(';')).toHaveLength(EXTRACT_HEADER.length)
  expect(unquoted.endsWith('\r\n')).toBe(true)
})
