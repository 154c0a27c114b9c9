import { inn, innCheckDigitsMatch, innFitsType } from '../../../src/validation/rules/inn'
import { NAUGHTY } from './naughty'
import { ruleOf, sentenceOf, valueOf, withOneDigitChanged } from './reading'
import { vectors } from './vectors'

describe('ИНН', () => {
  it.each([
    ['7708503727', '7708503727'],
    [' 77 08 50 37 27 ', '7708503727'],
    ['7708-503-727', '7708503727'],
    ['7708\u2011503\u00a0727', '7708503727'],
    ['500100732259', '500100732259'],
    ['0914000677', '0914000677'],
  ])('takes %j as %s', (typed, value) => {
    expect(valueOf(inn, typed)).toBe(value)
  })

  it.each(['7736050003', '526317984689', ...vectors.inn10.valid, ...vectors.inn12.valid, ...vectors.inn12.generated])(
    'takes the collected number %s',
    number => expect(valueOf(inn, number)).toBe(number),
  )

  it.each([
    ['', 'inn.required'],
    ['770850372', 'inn.length'],
    ['77085037277', 'inn.length'],
    ['7708503728', 'inn.check_digit'],
    ['500100732258', 'inn.check_digit'],
    ['500100732269', 'inn.check_digit'],
    ['0000000000', 'inn.zeros'],
    ['000000000000', 'inn.zeros'],
    ['７７０８５０３７２７', 'inn.digits'],
    ['770850372О', 'inn.digits'],
    ['+7708503727', 'inn.digits'],
  ])('refuses %j by the rule %s', (typed, rule) => {
    expect(ruleOf(inn, typed)).toBe(rule)
  })

  it('says what to do', () => {
    expect(sentenceOf(inn, '7708503728')).toBe(
      'Контрольная цифра ИНН не сходится: сверьте его со свидетельством о постановке на учёт',
    )
  })

  it('notices almost every change of one digit', () => {
    // mod 11 mod 10 lets a sum of 10 pass for 0, so some changes must slip through: no more than one in eleven.
    for (const number of ['7708503727', '7706107510', '500100732259']) {
      const changed = withOneDigitChanged(number)
      expect(changed.filter(innCheckDigitsMatch).length).toBeLessThanOrEqual(changed.length / 11)
    }
  })

  it('has the length of its type', () => {
    expect(innFitsType('500100732259', 'entrepreneur')).toBe(true)
    expect(innFitsType('7708503727', 'entrepreneur')).toBe(false)
    expect(innFitsType('7708503727', 'legal')).toBe(true)
    expect(innFitsType('7708503727', 'branch')).toBe(true)
    expect(innFitsType('500100732259', 'authority')).toBe(false)
  })

  it('refuses every naughty string', () => {
    expect(NAUGHTY.filter(typed => ruleOf(inn, typed) === undefined)).toEqual([])
    expect(NAUGHTY.filter(innCheckDigitsMatch)).toEqual([])
  })
})
