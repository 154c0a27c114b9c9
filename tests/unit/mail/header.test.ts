import { headerText, mailAddress } from '../../../src/mail/header'

test.each([
  ['ivanov@example.com', 'ivanov@example.com'],
  ["o'neil+reports@Mail.Example.COM", "o'neil+reports@mail.example.com"],
  ['otchet@пример.рф', 'otchet@xn--e1afmkfd.xn--p1ai'],
  ['ОТЧЁТ@пример.рф', 'ОТЧЁТ@xn--e1afmkfd.xn--p1ai'],
])('the address %s is sent as %s', (typed, sent) => {
  expect(mailAddress(typed)).toBe(sent)
})

test.each([
  ['a line end and a header', 'a@example.com\r\nBcc: b@example.com'],
  ['a line end inside the domain, which the IDN mapping would drop', 'a@exam\nple.com'],
  ['a zero byte', 'a\0@example.com'],
  ['a line separator', 'a\u2028@example.com'],
  ['two addresses', 'a@example.com,b@example.com'],
  ['two at signs', 'a@b@example.com'],
  ['a name and angle brackets', 'Имя <a@example.com>'],
  ['a quoted local part', '"a b"@example.com'],
  ['a space', 'a b@example.com'],
  ['an address literal', 'a@[127.0.0.1]'],
  ['no domain', 'a@'],
  ['no local part', '@example.com'],
  ['no at sign', 'example.com'],
  ['a domain that IDN does not know', 'a@exa mple.com'],
  ['a domain too long in ASCII', `a@${'пример.'.repeat(20)}рф`],
  ['nothing', ''],
])('an address with %s is refused', (_what, address) => {
  expect(() => mailAddress(address)).toThrow('not one plain address')
})

test('the error about an address does not repeat it', () => {
  expect(() => mailAddress('secret person@example.com')).toThrow(/^(?!.*secret)/)
})

test('a subject passes as it is', () => {
  expect(headerText('subject', 'Заявка № 5 «Ромашка (демо)»', 500)).toBe('Заявка № 5 «Ромашка (демо)»')
})

test.each(['a\nb', 'a\rb', 'a\tb', 'a\0b', 'a\u0085b', 'a\u2029b'])(
  'a subject with a control character is refused: %j',
  value => {
    expect(() => headerText('subject', value, 500)).toThrow('subject of a letter holds control characters')
  },
)

test('an empty and an overlong subject are refused', () => {
  expect(() => headerText('subject', ' ', 500)).toThrow('empty')
  expect(() => headerText('subject', 'я'.repeat(501), 500)).toThrow('longer than 500')
})
