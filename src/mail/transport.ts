import type { Transport } from './delivery'
import { type SmtpLimits, smtpTransport } from './smtp'

export type MailSettings = {
  /** `smtp://[user:password@]host[:port][?tls=required]` or `smtps://…`. Without it letters are only shown. */
  smtpUrl: string | undefined
  /** The address that letters come from. */
  from: string
}

/** Chooses the way letters leave. Throws for an address of a server that cannot be used. */
export const createTransport = ({ smtpUrl, from }: MailSettings, limits?: SmtpLimits): Transport =>
  smtpUrl === undefined ? demoTransport : smtpTransport({ url: smtpUrl, from, ...(limits && { limits }) })

/** The demo has no mail server: every letter counts as sent, and its page reads the outbox. */
export const demoTransport: Transport = { deliver: async () => ({ outcome: 'accepted' }) }
