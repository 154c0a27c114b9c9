import type { Knex } from 'knex'
import { isPostgres } from './connection'

/** A transaction for work over millions of rows: the time that a statement of a page may take does not bound it. */
export const inLongTransaction = <T>(db: Knex, work: (trx: Knex.Transaction) => Promise<T>): Promise<T> =>
  db.transaction(async trx => {
    if (isPostgres(db)) await trx.raw('set local statement_timeout = 0')
    return work(trx)
  })

/**
 * One statement over millions of rows. In SQLite it runs outside of any transaction, which would lock the main database
 * even for a statement that only reads it and writes an attached one.
 */
export const longStatement = <T>(db: Knex, work: (db: Knex) => Promise<T>): Promise<T> =>
  isPostgres(db) ? inLongTransaction(db, work) : work(db)
