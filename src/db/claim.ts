import type { Knex } from 'knex'
import { isPostgres } from './connection'

/**
 * Takes rows out of a queue for one process: changes the rows that `pick` (a query for `id`s with a limit) finds and
 * returns them whole, in no order. Two processes that ask at the same time never get the same row: PostgreSQL passes
 * over rows that another transaction is taking, SQLite has one writer. The pick is materialised because PostgreSQL may
 * run a plain `in (select … limit n)` more than once and take more than `n` rows.
 */
export const claimRows = (db: Knex, table: string, pick: Knex.QueryBuilder, changes: object): Knex.QueryBuilder =>
  db
    .withMaterialized('picked', isPostgres(db) ? pick.forUpdate().skipLocked() : pick)
    .from(table)
    .whereIn('id', db.select('id').from('picked'))
    .update(changes)
    .returning('*')
