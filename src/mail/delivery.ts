import type { LeasedLetter } from './outbox.lease'

/** What a mail server did with a letter. `error` is a short code without personal data. */
export type Delivery = { outcome: 'accepted' } | { outcome: 'refused' | 'postponed'; error: string }

export type Transport = {
  /** Hands one letter over. Never rejects because of the server or the letter; ends within a few minutes. */
  deliver(letter: LeasedLetter): Promise<Delivery>
}
