import type { Knex } from 'knex'
import { claimRows } from '../db/claim'
import type { Instant } from '../db/db'
import type { Attachment } from './letter'
import { attachmentsOf } from './outbox.repository'

/** One taking of letters by one sender. Until it ends nobody else takes them. */
export type Lease = { id: string; until: Instant }

export type LeasedLetter = {
  id: number
  kind: string
  recipient: string
  subject: string
  body: string
  attachments: Attachment[]
  /** How many times it was tried, this time included. */
  attempts: number
  createdAt: Instant
}

/** Takes up to `limit` letters that are due, longest due first. */
export const leaseLetters = async (db: Knex, lease: Lease, now: Instant, limit: number): Promise<LeasedLetter[]> => {
  const rows: LeasedRow[] = await claimRows(db, 'outbox_letters', dueLetters(db, now, limit), {
    locked_by: lease.id,
    locked_until: lease.until,
    // Counted before the letter is tried: an attempt that kills its process counts too.
    attempts: db.raw('attempts + 1'),
  })
  const attachments = await attachmentsOf(
    db,
    rows.map(row => row.id),
  )
  return rows.map(row => ({
    id: row.id,
    kind: row.kind,
    recipient: row.recipient,
    subject: row.subject,
    body: row.body,
    attachments: attachments.get(row.id) ?? [],
    attempts: row.attempts,
    createdAt: row.created_at,
  }))
}

/** The numbers of letters that nobody holds and that are due. A lease that ended is free again: its holder died. */
export const dueLetters = (db: Knex, now: Instant, limit: number): Knex.QueryBuilder =>
  db('outbox_letters')
    .select('id')
    .where({ state: 'waiting' })
    .where('due_at', '<=', now)
    .where(free => void free.whereNull('locked_until').orWhere('locked_until', '<=', now))
    .orderBy(['due_at', 'id'])
    .limit(limit)

type LeasedRow = Omit<LeasedLetter, 'attachments' | 'createdAt'> & { created_at: Instant }

export type Settlement =
  | { state: 'sent'; sentAt: Instant }
  | { state: 'failed'; error: string }
  | { state: 'waiting'; error: string; dueAt: Instant }

/** Writes down what became of a leased letter and ends its lease. False when the lease had passed to somebody else. */
export const settleLetter = async (db: Knex, id: number, leaseId: string, settlement: Settlement): Promise<boolean> => {
  const changed = await db('outbox_letters')
    .where({ id, locked_by: leaseId })
    .update({
      state: settlement.state,
      locked_by: null,
      locked_until: null,
      last_error: settlement.state === 'sent' ? null : settlement.error,
      ...(settlement.state === 'sent' ? { sent_at: settlement.sentAt } : {}),
      ...(settlement.state === 'waiting' ? { due_at: settlement.dueAt } : {}),
    })
  return changed === 1
}
