import { isCommonPassword } from '../../../src/validation/rules/common-passwords'
import { generatePassword } from '../../../src/validation/rules/generate-password'
import { canonicalPassword, password, passwordProblem, passwordReveals } from '../../../src/validation/rules/password'
import { NAUGHTY } from './naughty'
import { ruleOf, sentenceOf, valueOf } from './reading'

describe('a password', () => {
  it.each(['kUst-4-bereza', 'Куст4береза', 'ЛиСт.бумаги', 'xY7!xY7!', 'Ночь и 3 дома', 'ßetaGamma+'])(
    'is taken: %j',
    typed => expect(valueOf(password, typed)).toBe(typed),
  )

  it.each([
    ['', 'password.required'],
    ['Ab1!xyz', 'password.too_short'],
    [`Ab1!${'x'.repeat(125)}`, 'password.too_long'],
    ['kust4bereza', 'password.composition'],
    ['KUST4BEREZA', 'password.composition'],
    ['KustBereza', 'password.composition'],
    ['12345678', 'password.composition'],
    ['Kust4\u0000bereza', 'password.characters'],
    ['Kust4\nbereza', 'password.characters'],
    ['Password1', 'password.common'],
    ['Qwerty123!', 'password.common'],
  ])('is refused: %j by the rule %s', (typed, rule) => {
    expect(ruleOf(password, typed)).toBe(rule)
  })

  it('names all that is missing', () => {
    expect(sentenceOf(password, 'kustbereza')).toBe('Добавьте в пароль: заглавную букву, цифру или знак препинания')
    expect(sentenceOf(password, '1234567890')).toBe('Добавьте в пароль: строчную букву, заглавную букву')
  })

  it('of 128 characters is taken, counted as people count them', () => {
    expect(ruleOf(password, `Ab1!${'x'.repeat(124)}`)).toBeUndefined()
    expect(ruleOf(password, 'Ab1🙂🙂🙂🙂')).toBe('password.too_short')
    expect(ruleOf(password, 'Ab1🙂🙂🙂🙂🙂')).toBeUndefined()
  })

  it('keeps the spaces at its ends', () => {
    expect(valueOf(password, ' Kust4bereza ')).toBe(' Kust4bereza ')
  })

  it('is the same whether «й» came as one character or as two', () => {
    expect(canonicalPassword('Сту\u0438\u0306ка4')).toBe('Сту\u0439ка4')
    expect(valueOf(password, 'Сто\u0438\u0306кий4')).toBe('Сто\u0439кий4')
  })

  it('is judged without a crash whatever was typed', () => {
    const taken = NAUGHTY.filter(typed => passwordProblem(canonicalPassword(typed)) === undefined)
    expect(taken).toEqual(['Ω≈ç√∫˜µ≤'])
  })
})

describe('a commonly used password', () => {
  it.each([
    'Password1',
    'P@ssw0rd',
    'P@$$w0rd2026',
    '$ecret2026!',
    'Qwerty123',
    '123Qwerty!',
    'QwertyQwerty1',
    '1qaz2WSX',
    '!QAZ2wsx',
    'Q1w2e3r4!',
    'Aa123456',
    'Пароль2026!',
    'Йцукен123',
    'ПарольПароль1',
    'Привет-123',
    'Росстат2026',
    'Отчётность1',
    'Gfhjkm123',
    'Ghbdtn!1',
    'K.,jdm2026',
    'Rosstat#1',
    'Admin12345',
    'Buhgalter1',
    'Moskva2026!',
  ])('is known in its disguise: %s', typed => expect(isCommonPassword(typed)).toBe(true))

  it.each(['kUst-4-bereza', 'Пароль-от-Сарая-7', 'Qwerty-Береза-77', 'adminKot5', 'Ivan-Petrov-1'])(
    'is not what only holds such a word: %s',
    typed => expect(isCommonPassword(typed)).toBe(false),
  )
})

describe('a password that reveals its owner', () => {
  const owner = { okpo: '02347699', email: 'Romashka.demo@Example.ru' }

  it.each(['Aa02347699', 'x-ROMASHKA.demo@example.ru-1', 'Romashka.Demo1'])('is noticed: %s', typed =>
    expect(passwordReveals(typed, owner)).toBe(true),
  )

  it('is not any other, and a short name of the box does not count', () => {
    expect(passwordReveals('kUst-4-bereza', owner)).toBe(false)
    expect(passwordReveals('Info-4-bereza', { okpo: '02347699', email: 'info@example.ru' })).toBe(false)
    expect(passwordReveals('kUst-4-bereza', {})).toBe(false)
    expect(passwordReveals('kUst-4-bereza', { okpo: '', email: '' })).toBe(false)
  })
})

describe('a generated password', () => {
  const many = Array.from({ length: 500 }, generatePassword)

  it('always keeps the rules', () => {
    expect(many.filter(one => ruleOf(password, one) !== undefined)).toEqual([])
  })

  it('has no characters that look alike', () => {
    expect(many.filter(one => !/^[a-km-np-zA-HJ-NP-Z2-9]{4}(-[a-km-np-zA-HJ-NP-Z2-9]{4}){3}$/.test(one))).toEqual([])
  })

  it('is another one every time', () => {
    expect(new Set(many).size).toBe(many.length)
  })
})
