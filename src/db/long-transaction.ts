import type { Knex } from 'knex'
import { isPostgres } from './connection'

/** A transaction for work over millions of rows: the time that a statement of a page may take does not bound it. */
export const inLongTransaction = <T>(db: Knex, work: (trx: Knex.Transaction) => Promise<T>): Promise<T> =>
  db.transaction(async trx => {
    if (isPostgres(db)) await trx.raw('set local statement_timeout = 0')
    return work(trx)
  })
