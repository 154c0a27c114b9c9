import { readSmtpUrl } from '../../../src/mail/smtp-url'

test('a plain address takes port 25 and any encryption that is offered', () => {
  expect(readSmtpUrl('smtp://mail.example')).toEqual({
    host: 'mail.example',
    port: 25,
    secure: false,
    requireTLS: false,
    opportunisticTLS: true,
    tls: { rejectUnauthorized: false },
  })
})

test('smtps takes port 465 and TLS with a certificate that is checked', () => {
  expect(readSmtpUrl('smtps://mail.example')).toMatchObject({
    port: 465,
    secure: true,
    requireTLS: true,
    opportunisticTLS: false,
    tls: { rejectUnauthorized: true },
  })
})

test('tls=required takes STARTTLS or nothing, with a certificate that is checked', () => {
  expect(readSmtpUrl('smtp://mail.example:587?tls=required')).toMatchObject({
    port: 587,
    secure: false,
    requireTLS: true,
    opportunisticTLS: false,
    tls: { rejectUnauthorized: true },
  })
})

test('a password is decoded and never goes to a server whose certificate is not checked', () => {
  expect(readSmtpUrl('smtp://robot%40example.com:p%3Ass@mail.example')).toMatchObject({
    auth: { user: 'robot@example.com', pass: 'p:ss' },
    opportunisticTLS: false,
    tls: { rejectUnauthorized: true },
  })
})

test('an IPv6 address loses its brackets', () => {
  expect(readSmtpUrl('smtp://[::1]:2525')).toMatchObject({ host: '::1', port: 2525 })
})

test.each(['mail.example', 'http://mail.example', 'smtp://', 'smtp://u:secret@mail.example:port'])(
  '%s is refused',
  url => {
    expect(() => readSmtpUrl(url)).toThrow(/^SMTP_URL must look like smtp:\/\/mail\.example:25$/)
  },
)

test.each(['?tls=maybe', '?pool=true'])('the parameter %s is refused', query => {
  expect(() => readSmtpUrl(`smtp://mail.example${query}`)).toThrow('SMTP_URL takes one parameter, tls=required')
})
