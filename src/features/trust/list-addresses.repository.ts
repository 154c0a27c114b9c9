import type { Knex } from 'knex'
import { claimRows } from '../../db/claim'
import type { Db, Instant } from '../../db/db'

/** An address that this process has taken for a while; nobody else fetches from it meanwhile. */
export type TakenAddress = { id: number; url: string; lease: string }

const MAX_URL = 500

/** Remembers where lists are to be fetched from; known addresses stay as they are. */
export const addAddresses = async (db: Db, urls: readonly string[], at: Instant): Promise<void> => {
  const rows = [...new Set(urls)].filter(url => url.length <= MAX_URL).map(url => ({ url, due_at: at }))
  if (rows.length > 0) await db('revocation_addresses').insert(rows).onConflict('url').ignore()
}

/** All addresses that lists are fetched from: a few for every authority. */
export const listAddresses = (db: Db): Promise<string[]> => db('revocation_addresses').pluck('url')

/** Takes the address that has been due longest. A lease that ended is free again: its holder died. */
export const takeAddress = async (
  db: Knex,
  lease: { id: string; until: Instant },
  now: Instant,
): Promise<TakenAddress | undefined> => {
  const due = db('revocation_addresses')
    .select('id')
    .where('due_at', '<=', now)
    .where(free => void free.whereNull('locked_until').orWhere('locked_until', '<=', now))
    .orderBy(['due_at', 'id'])
    .limit(1)
  const rows: { id: number; url: string }[] = await claimRows(db, 'revocation_addresses', due, {
    locked_by: lease.id,
    locked_until: lease.until,
  })
  const [row] = rows
  return row && { id: row.id, url: row.url, lease: lease.id }
}

/** Writes down what became of an address and gives it back. */
export const settleAddress = async (
  db: Db,
  { id, lease }: TakenAddress,
  outcome: { error: string | null; fetchedAt: Instant; dueAt: Instant },
): Promise<void> => {
  await db('revocation_addresses')
    .where({ id, locked_by: lease })
    .update({
      locked_by: null,
      locked_until: null,
      last_error: outcome.error?.slice(0, 100) ?? null,
      due_at: outcome.dueAt,
      ...(outcome.error === null ? { fetched_at: outcome.fetchedAt } : {}),
    })
}
