import type { Db } from '../../db/db'
import type { Status } from './application.status'

/** Keeps the numbers on the tabs of the queue right: in the transaction of the move, never counted anew. */
export const shiftCount = async (trx: Db, officeId: number, status: Status, by: 1 | -1): Promise<void> => {
  await trx('application_counts')
    .insert({ office_id: officeId, status, total: 0 })
    .onConflict(['office_id', 'status'])
    .ignore()
  await trx('application_counts').where({ office_id: officeId, status }).increment('total', by)
}

export const countsOf = async (db: Db, officeId: number): Promise<Partial<Record<Status, number>>> => {
  const rows = await db('application_counts').where({ office_id: officeId })
  return Object.fromEntries(rows.map(row => [row.status, row.total]))
}
