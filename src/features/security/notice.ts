import type { Knex } from 'knex'
import type { Db } from '../../db/db'
import type { Deps } from '../../deps'
import { formatDateTime } from '../../http/dates'
import { queueLetter } from '../../mail/outbox'
import { renderLetter } from '../../mail/templates'
import { emailAscii } from '../../validation/rules/email'
import { subjectOf } from '../second-factor/subject'

/** Where letters about an account go; members of staff may have given an address. */
const addressOf = async (db: Db, userId: string): Promise<string | undefined> => {
  const { kind, id } = subjectOf(userId)
  if (kind === 'person') return (await db('persons').where({ id }).first('email'))?.email
  if (kind === 'staff') return (await db('staff').where({ id }).first('email'))?.email ?? undefined
  if (kind !== 'account') return undefined
  const row = await db('accounts')
    .join('organisations', 'organisations.id', 'accounts.organisation_id')
    .where({ 'accounts.id': id })
    .first('organisations.email')
  return row?.email == null ? undefined : emailAscii(row.email)
}

/** Tells the owner by letter that the second factor changed: if it was not them, they learn of it. */
export const queueNotice = async (
  { letters }: Pick<Deps, 'letters'>,
  trx: Knex.Transaction,
  userId: string,
  what: 'включён' | 'отключён' | 'сброшен администратором' | 'сброшен администратором органа статистики',
  now: Date,
): Promise<void> => {
  const recipient = await addressOf(trx, userId)
  if (recipient === undefined) return
  const at = now.toISOString()
  const { subject, text: body } = renderLetter(letters, 'second-factor', { what, time: formatDateTime(at) })
  const dedupeKey = `second_factor:${userId}:${what}:${at}`
  await queueLetter(trx, { dedupeKey, kind: 'second_factor', recipient, subject, body }, at)
}
