import { kpp } from '../../../src/validation/rules/kpp'
import { ogrn, ogrnCheckDigitMatches, ogrnFitsType, ogrnIsRequired } from '../../../src/validation/rules/ogrn'
import { snils, snilsCheckNumberMatches } from '../../../src/validation/rules/snils'
import { NAUGHTY } from './naughty'
import { ruleOf, sentenceOf, valueOf, withOneDigitChanged } from './reading'
import { vectors } from './vectors'

describe('ОГРН and ОГРНИП', () => {
  it.each([
    ['1027700132195', '1027700132195'],
    ['1 027 700 132 195', '1027700132195'],
    ['1-02-77-00-13219-5', '1027700132195'],
    ['319665800081550', '319665800081550'],
  ])('are taken: %j as %s', (typed, value) => {
    expect(valueOf(ogrn, typed)).toBe(value)
  })

  it.each(['1037739877295', '314236702900142', ...vectors.ogrn13.valid, ...vectors.ogrnip15.valid])(
    'are taken when they are real: %s',
    number => expect(valueOf(ogrn, number)).toBe(number),
  )

  it.each(['1037739877296', ...vectors.ogrn13.invalid])('are refused when the last digit is wrong: %s', number =>
    expect(ruleOf(ogrn, number)).toBe('ogrn.check_digit'),
  )

  it.each([
    ['', 'ogrn.required'],
    ['102770013219', 'ogrn.length'],
    ['10277001321955', 'ogrn.length'],
    ['1027700132196', 'ogrn.check_digit'],
    ['319665800081551', 'ogrn.check_digit'],
    ['0000000000000', 'ogrn.zeros'],
    ['000000000000000', 'ogrn.zeros'],
    ['１０２７７００１３２１９５', 'ogrn.digits'],
  ])('are refused: %j by the rule %s', (typed, rule) => {
    expect(ruleOf(ogrn, typed)).toBe(rule)
  })

  it('take 0 as the last digit when the remainder is 10', () => {
    const body = [...Array(1000).keys()].map(n => String(102_770_000_000 + n)).find(text => Number(text) % 11 === 10)
    expect(ogrnCheckDigitMatches(`${body}0`)).toBe(true)
  })

  it('notice almost every change of one digit', () => {
    for (const number of ['1027700132195', '319665800081550']) {
      const changed = withOneDigitChanged(number)
      expect(changed.filter(ogrnCheckDigitMatches).length).toBeLessThanOrEqual(changed.length / 10)
    }
  })

  it('belong to their types, and a ТОСП needs none', () => {
    expect(ogrnFitsType('1027700132195', 'legal')).toBe(true)
    expect(ogrnFitsType('319665800081550', 'legal')).toBe(false)
    expect(ogrnFitsType('319665800081550', 'entrepreneur')).toBe(true)
    expect(['legal', 'entrepreneur', 'branch', 'authority'].map(type => ogrnIsRequired(type as 'legal'))).toEqual([
      true,
      true,
      false,
      true,
    ])
  })

  it('are not made of any naughty string', () => {
    expect(NAUGHTY.filter(typed => ruleOf(ogrn, typed) === undefined)).toEqual([])
  })
})

describe('СНИЛС', () => {
  it.each([
    ['112-233-445 95', '11223344595'],
    ['087-654-303 00', '08765430300'],
    ['11223344595', '11223344595'],
    ['112 233 445 95', '11223344595'],
    ['001-001-998 77', '00100199877'],
  ])('is taken: %j as %s', (typed, value) => {
    expect(valueOf(snils, typed)).toBe(value)
  })

  it.each(['642-709-548 07', ...vectors.snils.valid])('is taken when it is real: %s', number =>
    expect(valueOf(snils, number)).toBe(number.replace(/\D/g, '')),
  )

  it.each([
    ['', 'snils.required'],
    ['112-233-445', 'snils.length'],
    ['112-233-445 96', 'snils.check_digit'],
    ['001-001-999 77', 'snils.check_digit'],
    ['000-000-000 00', 'snils.zeros'],
    ['١١٢٢٣٣٤٤٥٩٥', 'snils.digits'],
  ])('is refused: %j by the rule %s', (typed, rule) => {
    expect(ruleOf(snils, typed)).toBe(rule)
  })

  it('notices every change of one digit', () => {
    expect(withOneDigitChanged('11223344595').filter(snilsCheckNumberMatches)).toEqual([])
  })

  it('is not made of any naughty string', () => {
    expect(NAUGHTY.filter(typed => ruleOf(snils, typed) === undefined)).toEqual([])
  })
})

describe('КПП', () => {
  it.each([
    ['770801001', '770801001'],
    ['7708 01 001', '770801001'],
    ['7708ab001', '7708AB001'],
  ])('is taken: %j as %s', (typed, value) => {
    expect(valueOf(kpp, typed)).toBe(value)
  })

  it.each([
    ['', 'kpp.required'],
    ['77080100', 'kpp.format'],
    ['A70801001', 'kpp.format'],
    ['7708АВ001', 'kpp.letters'],
    ['000000000', 'kpp.zeros'],
    ['７７０８０１００１', 'kpp.format'],
  ])('is refused: %j by the rule %s', (typed, rule) => {
    expect(ruleOf(kpp, typed)).toBe(rule)
  })

  it('tells a person with a Russian keyboard to change the layout', () => {
    expect(sentenceOf(kpp, '7708АВ001')).toContain('латинские')
  })

  it('is not made of any naughty string', () => {
    expect(NAUGHTY.filter(typed => ruleOf(kpp, typed) === undefined)).toEqual([])
  })
})
