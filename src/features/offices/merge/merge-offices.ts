import type { Knex } from 'knex'
import { type Actor, audit } from '../../../audit/audit'
import type { Db, Instant } from '../../../db/db'
import { inLongTransaction } from '../../../db/long-transaction'
import { type HandedOver, handOverAll } from './hand-over-all'

/** What it came to: everything is handed over, or one of the two is closed already. */
export type Merged = { kind: 'done'; handedOver: HandedOver } | { kind: 'closed' }

type Merge = { from: number; into: number; actor: Actor; at: Instant }

/**
 * Merges an office into another: its regions, staff, organisations, applications, reports and announcements are the
 * other's from now on, the office itself is closed. One transaction: either all of it or nothing.
 */
export const mergeOffices = (db: Knex, { from, into, actor, at }: Merge): Promise<Merged> =>
  inLongTransaction(db, async trx => {
    if (!(await lockOpen(trx, [from, into]))) return { kind: 'closed' }
    const handedOver = await handOverAll(trx, { from, into, actor, at })
    await trx('offices').where({ id: from }).update({ closed_at: at, merged_into: into })
    // Who was merged into this one before belongs to the other now: a successor is never closed itself.
    await trx('offices').where({ merged_into: from }).update({ merged_into: into })
    const details = { into, ...handedOver }
    await audit(trx, { event: 'office.merged', actor, subject: { kind: 'office', id: from }, at, details })
    return { kind: 'done', handedOver }
  })

/** Always in the same order: two merges that meet wait for each other instead of getting stuck. */
const lockOpen = async (trx: Knex.Transaction, ids: number[]): Promise<boolean> => {
  const rows: { closed_at: Instant | null }[] = await trx('offices')
    .whereIn('id', ids)
    .orderBy('id')
    .select('closed_at')
    .forUpdate()
  return rows.length === ids.length && rows.every(({ closed_at }) => closed_at === null)
}

/**
 * Hands over what has come to a merged office since: another process may not have known yet that it is closed. Gives
 * how many offices had something.
 */
export const settleMerged = async (db: Knex, at: Instant): Promise<number> => {
  const merged: { from: number; into: number }[] = await db('offices')
    .whereNotNull('merged_into')
    .select({ from: 'id', into: 'merged_into' })
  let settled = 0
  for (const { from, into } of merged) {
    if (!(await hasSomething(db, from))) continue
    await inLongTransaction(db, trx => handOverAll(trx, { from, into, actor: { kind: 'system' }, at }))
    settled += 1
  }
  return settled
}

const hasSomething = async (db: Db, office: number): Promise<boolean> => {
  for (const table of ['applications', 'organisations', 'reports', 'staff', 'support_questions'])
    if ((await db(table).where({ office_id: office }).first('id')) !== undefined) return true
  return false
}
