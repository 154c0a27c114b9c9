import type { Delivery } from './delivery'

/** What nodemailer tells of a failure, as far as it is used here. */
type SmtpError = Error & {
  /** The kind of failure: `ESOCKET`, `ETIMEDOUT`, `EENVELOPE`, `EABORT` … */
  code?: string
  /** What the system said: `ECONNREFUSED`. */
  originalCode?: string
  timeoutType?: string
  /** The command that was being answered: `CONN`, `RCPT TO`, `DATA` … */
  command?: string
  response?: string
  responseCode?: number
  /** The reply is 5yz, «do not try again» (RFC 5321, section 4.2.1); not so for 503, which is about the session. */
  permanent?: boolean
}

/**
 * Reads a failure as: refused for good, or worth another attempt. For good is only a 5yz reply about this recipient
 * or this text; one to the greeting, the login or the sender's address is about us, and is mended by the operator
 * while letters wait.
 */
export const deliveryOf = (error: SmtpError): Delivery => ({
  outcome: error.permanent === true && ABOUT_THE_LETTER.has(error.command ?? '') ? 'refused' : 'postponed',
  error: codeOf(error),
})

const ABOUT_THE_LETTER = new Set(['RCPT TO', 'DATA'])

/** `RCPT TO 550 5.1.1`, `CONN ECONNREFUSED`: the server's own words stay out, they repeat the recipient's address. */
const codeOf = (error: SmtpError): string => {
  const cause = error.responseCode === undefined ? causeOf(error) : `${error.responseCode} ${statusOf(error.response)}`
  return `${error.command ?? ''} ${cause}`.trim().slice(0, 100)
}

const causeOf = (error: SmtpError): string => error.timeoutType ?? error.originalCode ?? error.code ?? error.name

/** The enhanced status code of a reply (RFC 3463), if it has one. */
const statusOf = (response = ''): string => /^\d{3}[ -]([245]\.\d{1,3}\.\d{1,3})\b/.exec(response)?.[1] ?? ''
