import type { Db } from '../../db/db'

/** How a member of staff left the queue, as it stood in the address; undefined when they never changed it. */
export const findQueueView = async (db: Db, staffId: number): Promise<string | undefined> => {
  const row: { query: string } | undefined = await db('queue_views').where({ staff_id: staffId }).first('query')
  return row?.query
}

/** Remembers it. Of two windows the last one counts. */
export const saveQueueView = async (db: Db, staffId: number, query: string): Promise<void> => {
  await db('queue_views').insert({ staff_id: staffId, query }).onConflict('staff_id').merge()
}
