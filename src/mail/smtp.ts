import { createTransport } from 'nodemailer'
import type { Transport } from './delivery'
import { mailAddress } from './header'
import { composeMessage } from './message'
import { deliveryOf } from './smtp-error'
import { readSmtpUrl } from './smtp-url'

/** How long to wait for a mail server, in milliseconds. */
export type SmtpLimits = {
  /** For the connection, the look-up of its name included. */
  connection: number
  /** For the server's greeting. */
  greeting: number
  /** For the next byte. */
  silence: number
  /** For a whole letter: a server that drips a byte now and then is not waited for. */
  letter: number
}

const LIMITS: SmtpLimits = { connection: 10_000, greeting: 10_000, silence: 30_000, letter: 120_000 }

/**
 * Sends letters to a mail server, one connection a letter: a kept connection that the server has closed meanwhile is
 * a trap that a few letters a minute need not fall into. Throws for an unusable address.
 */
export const smtpTransport = (settings: { url: string; from: string; limits?: SmtpLimits }): Transport => {
  const limits = settings.limits ?? LIMITS
  const from = mailAddress(settings.from)
  const transporter = createTransport({
    ...readSmtpUrl(settings.url),
    connectionTimeout: limits.connection,
    dnsTimeout: limits.connection,
    greetingTimeout: limits.greeting,
    socketTimeout: limits.silence,
    // Letters are made of what people typed; none of it is ever a file or an address to fetch.
    disableFileAccess: true,
    disableUrlAccess: true,
  })
  return {
    deliver: async letter => {
      try {
        await transporter.sendMail({ ...composeMessage(letter, from), signal: AbortSignal.timeout(limits.letter) })
        return { outcome: 'accepted' }
      } catch (error) {
        return deliveryOf(error as Error)
      }
    },
  }
}
