import type { Knex } from 'knex'
import type { Deps } from '../../deps'
import { formatDateTime } from '../../http/dates'
import { queueLetter } from '../../mail/outbox'
import { renderLetter } from '../../mail/templates'
import { emailShown } from '../../validation/rules/email'
import type { Owner } from './owners.repository'

/** The letters about somebody's own account, each from the template `mail/<kind>`. */
export type AccountLetter =
  | 'recovery-link'
  | 'first-password'
  | 'password-changed'
  | 'confirm-email'
  | 'email-taken'
  | 'email-changed'

type Means = Pick<Deps, 'letters' | 'config'>

/**
 * Puts a letter to the owner of an account into the outbox. Names are typed by people: in a letter they are one line.
 * @param key what the letter is about; the same key twice is one letter
 */
export const queueAccountLetter = async (
  { letters, config }: Means,
  trx: Knex.Transaction,
  letter: { kind: AccountLetter; owner: Owner; recipient: string; key: string; path?: string; data?: object },
  now: Date,
): Promise<void> => {
  const { kind, owner, recipient, key, path, data } = letter
  const at = now.toISOString()
  const { subject, text } = renderLetter(letters, kind, {
    login: emailShown(owner.login),
    name: oneLine(owner.name),
    time: formatDateTime(at),
    ...(path === undefined ? {} : { link: `${config.baseUrl}${path}` }),
    ...data,
  })
  await queueLetter(
    trx,
    {
      dedupeKey: `${kind}:${key}`,
      kind: kind.replaceAll('-', '_'),
      recipient,
      subject,
      body: text,
      ...(owner.organisationId === undefined ? {} : { organisationId: owner.organisationId }),
    },
    at,
  )
}

/** A name in which somebody typed line ends must not begin a paragraph, let alone a header. */
export const oneLine = (text: string): string => text.replace(/[\p{Cc}\s]+/gu, ' ').trim()
