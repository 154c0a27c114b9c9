import type { Field } from '../../../src/validation/rule'
import { enterpriseType } from '../../../src/validation/rules/enterprise-type'
import { okato } from '../../../src/validation/rules/okato'
import { okfs } from '../../../src/validation/rules/okfs'
import { okogu } from '../../../src/validation/rules/okogu'
import { okopf, okopfFitsType } from '../../../src/validation/rules/okopf'
import { oksm, RUSSIA } from '../../../src/validation/rules/oksm'
import { oktmo, oktmoCheckDigit } from '../../../src/validation/rules/oktmo'
import { okved } from '../../../src/validation/rules/okved'
import { isOkvedFormat, okved2, okved2Class } from '../../../src/validation/rules/okved2'
import { isInTerritories } from '../../../src/validation/rules/territory'
import { NAUGHTY } from './naughty'
import { ruleOf, sentenceOf, valueOf } from './reading'
import { vectors } from './vectors'

const CODES: [name: string, field: Field, lengths: number[]][] = [
  ['oktmo', oktmo, [8, 11]],
  ['okato', okato, [2, 5, 8, 11]],
  ['okogu', okogu, [7]],
  ['okopf', okopf, [5]],
  ['okfs', okfs, [2]],
  ['oksm', oksm, [3]],
]

describe.each(CODES)('the code %s', (name, field, lengths) => {
  it('has one of its lengths', () => {
    const taken = [...Array(13).keys()].filter(length => ruleOf(field, '1'.repeat(length)) === undefined)
    expect(taken).toEqual(lengths)
    expect(ruleOf(field, '1'.repeat(12))).toBe(`${name}.length`)
  })

  it('keeps leading zeros and drops the spaces between groups', () => {
    const code = '01'.padEnd(lengths[0] ?? 0, '2')
    expect(valueOf(field, code)).toBe(code)
    expect(valueOf(field, ` ${code.slice(0, 1)} ${code.slice(1)}\u00a0`)).toBe(code)
  })

  it('is no row of zeros', () => {
    for (const length of lengths) expect(ruleOf(field, '0'.repeat(length))).toBe(`${name}.zeros`)
  })

  it('is asked for when nothing was typed', () => {
    expect(ruleOf(field, ' ')).toBe(`${name}.required`)
    expect(sentenceOf(field, '')).toMatch(/^(Введите|Выберите) код/)
  })

  it('is made of the digits 0 to 9', () => {
    expect(ruleOf(field, '１'.repeat(lengths[0] ?? 0))).toBe(`${name}.digits`)
    expect(ruleOf(field, 'О'.repeat(lengths[0] ?? 0))).toBe(`${name}.digits`)
  })

  it('is not made of any naughty string', () => {
    expect(NAUGHTY.filter(typed => ruleOf(field, typed) === undefined)).toEqual([])
  })
})

describe('the check number of ОКТМО', () => {
  it.each([
    ['79605000', 2],
    ['79605402101', 8],
    ['80601404101', 9],
    ...vectors.oktmo_kc.pairs.map(([code, digit]): [string, number] => [code, Number(digit)]),
  ])('of %s is %i', (code, digit) => {
    expect(oktmoCheckDigit(code)).toBe(digit)
  })
})

describe('the territory of a code', () => {
  it('is compared by its first two digits', () => {
    expect(isInTerritories('45382000', ['45', '46'])).toBe(true)
    expect(isInTerritories('46', ['45', '46'])).toBe(true)
    expect(isInTerritories('40382000', ['45', '46'])).toBe(false)
  })
})

describe('ОКВЭД2', () => {
  it.each([
    ['01', '01'],
    ['01.1', '01.1'],
    ['62.01', '62.01'],
    ['01.11.1', '01.11.1'],
    ['01.11.11', '01.11.11'],
    [' 01,11 ', '01.11'],
    ['01. 11.1', '01.11.1'],
  ])('takes %j as %s', (typed, code) => {
    expect(valueOf(okved2, typed)).toBe(code)
  })

  it.each(['1', '011', '01.', '01.111', '01.11.111', '01.11.1.1', 'A', '01-11', '６２.０１', '62.01;63.11'])(
    'refuses %j and shows an example',
    typed => {
      expect(ruleOf(okved2, typed)).toBe('okved2.format')
      expect(sentenceOf(okved2, typed)).toContain('например 01.11')
    },
  )

  it('refuses zeros and an empty field', () => {
    expect(ruleOf(okved2, '00.00')).toBe('okved2.zeros')
    expect(ruleOf(okved2, '')).toBe('okved2.required')
  })

  it('knows the class of a code', () => {
    expect(okved2Class('01.11.1')).toBe('01')
  })

  it('is not made of any naughty string', () => {
    expect(NAUGHTY.filter(typed => ruleOf(okved2, typed) === undefined)).toEqual([])
  })
})

describe('ОКВЭД (2001)', () => {
  it('takes a code of a wrong shape, which is a warning only', () => {
    expect(valueOf(okved, '01,11.1')).toBe('01.11.1')
    expect(valueOf(okved, 'нет')).toBe('нет')
    expect(isOkvedFormat('нет')).toBe(false)
  })

  it('refuses what cannot be stored', () => {
    expect(ruleOf(okved, '01.11, 01.12')).toBe('okved.too_long')
    expect(ruleOf(okved, '01\u0000')).toBe('okved.characters')
    expect(ruleOf(okved, '<b>')).toBe('okved.characters')
    expect(ruleOf(okved, '')).toBe('okved.required')
  })
})

describe('ОКОПФ and the type of enterprise', () => {
  it('fit by the first digit', () => {
    expect(okopfFitsType('50102', 'entrepreneur')).toBe(true)
    expect(okopfFitsType('12300', 'entrepreneur')).toBe(false)
    expect(okopfFitsType('30002', 'branch')).toBe(true)
    expect(okopfFitsType('12300', 'branch')).toBe(false)
    expect(okopfFitsType('12300', 'legal')).toBe(true)
    expect(okopfFitsType('75104', 'authority')).toBe(true)
    expect(okopfFitsType('30002', 'legal')).toBe(false)
  })
})

describe('the country', () => {
  it('is Russia to begin with', () => {
    expect(valueOf(oksm, RUSSIA)).toBe('643')
  })
})

describe('the type of enterprise', () => {
  it('is one of four', () => {
    expect(valueOf(enterpriseType, 'branch')).toBe('branch')
    expect(sentenceOf(enterpriseType, 'Legal')).toBe('Выберите тип предприятия')
  })
})
