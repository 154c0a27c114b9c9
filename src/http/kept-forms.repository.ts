import { createHash } from 'node:crypto'
import type { Db, Instant } from '../db/db'

type KeptRow = { userId: string; sealed: string; expiresAt: Instant }

/** The table opens nothing: it knows the hash of what the browser holds. */
const hashOf = (token: string): string => createHash('sha256').update(token).digest('hex')

/** Keeps the form of a user; the one that waited before goes. */
export const keepForm = async (db: Db, token: string, { userId, sealed, expiresAt }: KeptRow): Promise<void> => {
  const row = { token_hash: hashOf(token), sealed, expires_at: expiresAt }
  await db('kept_forms')
    .insert({ user_id: userId, ...row })
    .onConflict('user_id')
    .merge(row)
}

export const findKeptForm = async (db: Db, token: string): Promise<KeptRow | undefined> => {
  const row = await db('kept_forms')
    .where({ token_hash: hashOf(token) })
    .first()
  return row && { userId: row.user_id, sealed: row.sealed, expiresAt: row.expires_at }
}

export const deleteKeptForm = async (db: Db, token: string): Promise<void> => {
  await db('kept_forms')
    .where({ token_hash: hashOf(token) })
    .delete()
}

/** Removes what nobody came back for. */
export const sweepKeptForms = (db: Db, now: Instant): Promise<number> =>
  db('kept_forms').where('expires_at', '<', now).delete()
