import { classifierCheckDigit } from '../../../src/validation/rules/classifier-check-digit'
import { isOkpoLength, okpo, okpoCheckDigitMatches, okpoFitsType, parentOkpo } from '../../../src/validation/rules/okpo'
import { NAUGHTY } from './naughty'
import { ruleOf, sentenceOf, sequence, valueOf, withOneDigitChanged } from './reading'
import { vectors } from './vectors'

const LENGTH_SENTENCE =
  'Длина ОКПО / Идентификационного номера должна быть 8, 10, 12 или 14 символов, включая лидирующие нули. Пример ОКПО / Идентификационного номера – 00000011.'

describe('ОКПО', () => {
  it.each([
    ['02347699', '02347699'],
    ['  0234 7699 ', '02347699'],
    ['02\u00a0347\u202f699', '02347699'],
    ['\u200e02347699\u200b', '02347699'],
    ['00000011', '00000011'],
    ['00000000', '00000000'],
    ['0116815299', '0116815299'],
    ['123456789012', '123456789012'],
    ['02347699000001', '02347699000001'],
  ])('takes %j as %s, with its leading zeros', (typed, value) => {
    expect(valueOf(okpo, typed)).toBe(value)
  })

  it.each(['1', '1234567', '123456789', '12345678901', '1234567890123', '123456789012345'])(
    'refuses the length of %s with the sentence of the instructions',
    typed => {
      expect(ruleOf(okpo, typed)).toBe('okpo.length')
      expect(sentenceOf(okpo, typed)).toBe(LENGTH_SENTENCE)
    },
  )

  it('asks for the number when nothing was typed', () => {
    expect(ruleOf(okpo, '  ')).toBe('okpo.required')
    expect(ruleOf(parentOkpo, '')).toBe('parentOkpo.required')
  })

  it('says that digits of another script are not the digits 0 to 9', () => {
    expect(ruleOf(okpo, '０２３４７６９９')).toBe('okpo.digits')
    expect(sentenceOf(okpo, '٠٢٣٤٧٦٩٩')).toContain('цифрами от 0 до 9')
    expect(sentenceOf(okpo, '0234769О')).toContain('только из цифр')
    expect(ruleOf(okpo, '0234-7699')).toBe('okpo.digits')
  })

  it('keeps the sentence about the length for the parent', () => {
    expect(valueOf(parentOkpo, '0234 7699')).toBe('02347699')
    expect(sentenceOf(parentOkpo, '123')).toBe(LENGTH_SENTENCE)
  })

  it('refuses every naughty string or makes digits of it', () => {
    const taken = NAUGHTY.filter(typed => ruleOf(okpo, typed) === undefined)
    expect(taken).toEqual([])
  })
})

describe('the check digit of ОКПО', () => {
  it.each([
    '02347676',
    '02347699',
    '0116815299',
    '0167985996',
    '2012163842',
    ...vectors.okpo8.valid,
    ...vectors.okpo10.valid,
    ...vectors.okpo10.validSecondPass,
  ])('matches in %s', code => expect(okpoCheckDigitMatches(code)).toBe(true))

  it('does not match in the example that the real system prints', () => {
    expect(okpoCheckDigitMatches('00000011')).toBe(false)
  })

  it('is not looked for in numbers of 12 and 14 digits', () => {
    expect(okpoCheckDigitMatches('123456789012')).toBe(true)
    expect(okpoCheckDigitMatches('12345678901234')).toBe(true)
  })

  it('begins the weights of the second pass anew after 10', () => {
    // Nine digits that leave 10 at the first pass: 0·1+1·2+6·3+7·4+9·5+8·6+5·7+9·8+9·9 = 329 = 29·11 + 10.
    // Second pass 3,4,…,10 and 1: 0+4+30+42+63+64+45+90+9 = 347 = 31·11 + 6. With 11 as the last weight it would be 7.
    expect(classifierCheckDigit('016798599')).toBe(6)
  })

  it('is 0 when both passes leave 10', () => {
    expect(sum(BOTH_TEN, 1) % 11).toBe(10)
    expect(sum(BOTH_TEN, 3) % 11).toBe(10)
    expect(classifierCheckDigit(BOTH_TEN)).toBe(0)
  })

  it.each([7, 9])(
    'notices every change of one digit where the first pass decides, %i digits and the check digit',
    size => {
      const next = sequence(20_261_122)
      const decidedAtOnce = (code: string) => sum(code.slice(0, size), 1) % 11 < 10
      for (let round = 0; round < 200; round++) {
        const body = String(next()).padStart(10, '0').slice(-size)
        const code = body + classifierCheckDigit(body)
        if (decidedAtOnce(code))
          expect(withOneDigitChanged(code).filter(decidedAtOnce).filter(okpoCheckDigitMatches)).toEqual([])
      }
    },
  )
})

const BOTH_TEN = '0000281'

/** Digits times weights that begin with `start` and do not wrap: enough for the first pass and for seven digits. */
const sum = (digits: string, start: number): number =>
  [...digits].reduce((total, digit, index) => total + Number(digit) * (index + start), 0)

describe('the length of ОКПО and the type of enterprise', () => {
  it('belong together', () => {
    expect(okpoFitsType('02347699', 'legal')).toBe(true)
    expect(okpoFitsType('02347699', 'entrepreneur')).toBe(true)
    expect(okpoFitsType('0116815299', 'entrepreneur')).toBe(true)
    expect(okpoFitsType('02347699', 'authority')).toBe(true)
    expect(okpoFitsType('02347699000001', 'branch')).toBe(true)
    expect(okpoFitsType('0116815299', 'legal')).toBe(false)
    expect(okpoFitsType('02347699', 'branch')).toBe(false)
    expect(okpoFitsType('02347699000001', 'legal')).toBe(false)
    expect(okpoFitsType('123456789012', 'authority')).toBe(false)
  })

  it('are 8, 10, 12 or 14', () => {
    expect([...Array(17).keys()].filter(length => isOkpoLength('1'.repeat(length)))).toEqual([8, 10, 12, 14])
  })
})
