import { email, emailAscii, emailShown } from '../../../src/validation/rules/email'
import { NAUGHTY } from './naughty'
import { ruleOf, sentenceOf, valueOf } from './reading'

describe('an e-mail address', () => {
  it.each([
    ['otchet@example.ru', 'otchet@example.ru'],
    ['  Otchet@Example.RU ', 'otchet@example.ru'],
    ['a.b-c_d+e@sub.example.invalid', 'a.b-c_d+e@sub.example.invalid'],
    ['info@пример.рф', 'info@xn--e1afmkfd.xn--p1ai'],
    ['info@ПРИМЕР.РФ', 'info@xn--e1afmkfd.xn--p1ai'],
    ['info@xn--e1afmkfd.xn--p1ai', 'info@xn--e1afmkfd.xn--p1ai'],
    // One script a label is enough; below .рф nobody expects Latin letters.
    ['a@почта.example.ru', 'a@xn--80a1acny.example.ru'],
    ['a@сор.рф', 'a@xn--n1aeb.xn--p1ai'],
    ["o'neil@example.com", "o'neil@example.com"],
  ])('is taken: %j, compared as %s', (typed, ascii) => {
    expect(valueOf(email, typed)).toEqual({ typed: typed.trim(), ascii })
  })

  it.each([
    ['', 'email.required'],
    ['otchet', 'email.format'],
    ['otchet@', 'email.domain'],
    ['@example.ru', 'email.name'],
    ['a@b@example.ru', 'email.format'],
    ['a@example.ru,b@example.ru', 'email.format'],
    ['a b@example.ru', 'email.spaces'],
    ['a@exam\u00a0ple.ru', 'email.spaces'],
    ['a@example.ru\nBcc: b@example.ru', 'email.spaces'],
    ['a\r\n@example.ru', 'email.spaces'],
    ['a\u0000@example.ru', 'email.spaces'],
    ['a\u200b@example.ru', 'email.spaces'],
    ['почта@example.ru', 'email.name'],
    ['.a@example.ru', 'email.name'],
    ['a.@example.ru', 'email.name'],
    ['a..b@example.ru', 'email.name'],
    ['"a b"@example.ru', 'email.spaces'],
    ['"ab"@example.ru', 'email.name'],
    ['<a@example.ru>', 'email.name'],
    ['a@localhost', 'email.domain'],
    ['a@example..ru', 'email.domain'],
    ['a@example.ru.', 'email.domain'],
    ['a@-example.ru', 'email.domain'],
    ['a@example-.ru', 'email.domain'],
    ['a@exa_mple.ru', 'email.domain'],
    ['a@ex%61mple.ru', 'email.domain'],
    ['a@127.0.0.1', 'email.domain'],
    ['a@0x7f.1', 'email.domain'],
    ['a@[127.0.0.1]', 'email.domain'],
    ['a@xn--a.ru', 'email.domain'],
    // The second letter is Cyrillic; the third line is the same address in ASCII.
    ['a@рrimer.ru', 'email.mixed'],
    ['a@mail.рrimer.example', 'email.mixed'],
    ['a@xn--rimer-uye.ru', 'email.mixed'],
    ['a@пример.rф', 'email.mixed'],
    ['a@роро.com', 'email.look_alike'],
    ['a@СОР.ru', 'email.look_alike'],
    [`a@${'b'.repeat(64)}.ru`, 'email.domain'],
    [`${'a'.repeat(65)}@example.ru`, 'email.name'],
    [`a@${'b.'.repeat(125)}ruru`, 'email.too_long'],
  ])('is refused: %j by the rule %s', (typed, rule) => {
    expect(ruleOf(email, typed)).toBe(rule)
  })

  it('is measured in its ASCII form too', () => {
    const typed = `a@${`${'ж'.repeat(30)}.`.repeat(7)}рф`
    expect(typed.length).toBeLessThanOrEqual(254)
    expect(ruleOf(email, typed)).toBeDefined()
  })

  it('of 254 characters is taken, of 255 is not', () => {
    const domain = `${'b'.repeat(61)}.`.repeat(3)
    const longest = `${'a'.repeat(64)}@${domain}ru`
    expect(longest).toHaveLength(253)
    expect(ruleOf(email, `${longest}s`)).toBeUndefined()
    expect(ruleOf(email, `${longest}ss`)).toBe('email.too_long')
  })

  it('is found again however its letters are written', () => {
    expect(emailAscii(' INFO@Пример.рф')).toBe(emailAscii('info@xn--e1afmkfd.xn--p1ai'))
    expect(emailAscii('02347699')).toBeUndefined()
  })

  it('says what to do', () => {
    expect(sentenceOf(email, 'почта@example.ru')).toBe(
      'До знака @ в адресе электронной почты должны быть латинские буквы, например otchet@example.ru',
    )
  })

  it('is not made of any naughty string', () => {
    expect(NAUGHTY.filter(typed => ruleOf(email, typed) === undefined)).toEqual([])
    expect(NAUGHTY.filter(typed => ruleOf(email, `${typed}@`) === undefined)).toEqual([])
  })
})

describe('an address on a screen', () => {
  it.each([
    ['otchet@xn--e1afmkfd.xn--p1ai', 'otchet@пример.рф'],
    ['otchet@example.ru', 'otchet@example.ru'],
    ['00136352', '00136352'],
  ])('%s reads %s', (stored, shown) => {
    expect(emailShown(stored)).toBe(shown)
  })
})
