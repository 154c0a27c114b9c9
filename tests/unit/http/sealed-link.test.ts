import { openToken, sealToken } from '../../../src/http/sealed-link'

const SECRET = 'a-secret-for-tests-only-0123456789abcdef'

it.each([1, 35, 36, 1_000_000, 9_007_199_254_740])('opens the token of record %i', id => {
  expect(openToken(SECRET, 'draft', sealToken(SECRET, 'draft', id))).toBe(id)
})

it('seals the same record for the same purpose the same way each time', () => {
  expect(sealToken(SECRET, 'follow', 7)).toBe(sealToken(SECRET, 'follow', 7))
})

const token = sealToken(SECRET, 'draft', 7)
const [, seal = ''] = token.split('.')

it.each([
  ['of another purpose', sealToken(SECRET, 'follow', 7)],
  ['made with another secret', sealToken(`${SECRET}x`, 'draft', 7)],
  ['with another number', `8.${seal}`],
  ['with the same number written otherwise', `07.${seal}`],
  ['cut short', token.slice(0, -1)],
  ['made longer', `${token}A`],
  ['without a number', `.${seal}`],
  ['without a seal', '7.'],
  ['with an empty seal of the right length', `7.${'A'.repeat(43)}`],
  ['with a space in front', ` ${token}`],
  ['with a line end behind', `${token}\n`],
  ['in capitals', token.toUpperCase()],
  ['with letters that are two bytes long', `7.${'я'.repeat(43)}`],
  ['that is empty', ''],
])('refuses a token %s', (_what, forged) => {
  expect(openToken(SECRET, 'draft', forged)).toBeUndefined()
})

it.each([...seal].map((_sign, place) => place))('refuses a token whose seal differs in sign %i', place => {
  const other = seal[place] === 'A' ? 'B' : 'A'

  expect(openToken(SECRET, 'draft', `7.${seal.slice(0, place)}${other}${seal.slice(place + 1)}`)).toBeUndefined()
})

it.each([[undefined], [null], [7], [['7.x']], [{}]])('refuses %p', value => {
  expect(openToken(SECRET, 'draft', value)).toBeUndefined()
})
