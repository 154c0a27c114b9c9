import { hash } from 'node:crypto'
import type { Db, Instant } from '../db/db'

/** What the table knows a session by: it opens nothing. */
export const sessionKey = (sid: string): string => hash('sha256', sid, 'hex')

export type SessionEntry = {
  key: string
  address: string | null
  browser: string | null
  createdAt: Instant
  touchedAt: Instant
}

/** The sessions in which a user is signed in, the one used last first; those that ran out are not listed. */
export const listSessions = async (
  db: Db,
  userId: string,
  bounds: { idleBefore: Instant; createdBefore: Instant },
): Promise<SessionEntry[]> => {
  const rows = await db('sessions')
    .where({ user_id: userId, awaiting_code: false })
    .where('touched_at', '>=', bounds.idleBefore)
    .where('created_at', '>=', bounds.createdBefore)
    .orderBy([{ column: 'touched_at', order: 'desc' }, 'id_hash'])
    .limit(LISTED)
    .select('id_hash', 'address', 'browser', 'created_at', 'touched_at')
  return rows.map(row => ({
    key: row.id_hash,
    address: row.address,
    browser: row.browser,
    createdAt: row.created_at,
    touchedAt: row.touched_at,
  }))
}

const LISTED = 100

/** Ends one session, in the caller's transaction. Returns whether it was there. */
export const endSession = async (trx: Db, userId: string, key: string): Promise<boolean> =>
  (await trx('sessions').where({ id_hash: key, user_id: userId }).delete()) > 0
