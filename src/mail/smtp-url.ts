import type { SMTPTransportOptions } from 'nodemailer/lib/smtp-transport'

/**
 * Reads the address of the mail server. `smtps:` is TLS from the first byte, `?tls=required` is STARTTLS or nothing;
 * otherwise STARTTLS is used when the server offers it. Throws without repeating the address: it holds a password.
 */
export const readSmtpUrl = (text: string): SMTPTransportOptions => {
  const url = URL.canParse(text) ? new URL(text) : undefined
  if (url === undefined || !/^smtps?:$/.test(url.protocol) || url.hostname === '') {
    throw new Error('SMTP_URL must look like smtp://mail.example:25')
  }
  const unknown = [...url.searchParams].find(([name, value]) => name !== 'tls' || value !== 'required')
  if (unknown !== undefined) throw new Error('SMTP_URL takes one parameter, tls=required')
  const secure = url.protocol === 'smtps:'
  const required = secure || url.searchParams.has('tls')
  const auth = url.username === '' ? {} : { auth: credentials(url) }
  // Encryption that nobody asked for still beats none, even with a certificate that nobody vouches for; a password or
  // a demand for TLS needs the real server at the other end.
  const verified = required || url.username !== ''
  return {
    host: url.hostname.replace(/^\[|\]$/g, ''),
    port: url.port === '' ? (secure ? 465 : 25) : Number(url.port),
    secure,
    requireTLS: required,
    opportunisticTLS: !verified,
    tls: { rejectUnauthorized: verified },
    ...auth,
  }
}

const credentials = (url: URL) => ({ user: decodeURIComponent(url.username), pass: decodeURIComponent(url.password) })
