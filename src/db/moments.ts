import type { Knex } from 'knex'
import { isPostgres } from './connection'
import type { Db } from './db'

/** The calendar day `YYYY-MM-DD` of a column of moments, `offset` minutes east of Greenwich. */
export const dayOf = (db: Db, column: string, offset: number): Knex.Raw =>
  isPostgres(db as Knex)
    ? db.raw(`to_char(?? at time zone 'UTC' + ? * interval '1 minute', 'YYYY-MM-DD')`, [column, offset])
    : db.raw(`strftime('%Y-%m-%d', ??, ? || ' minutes')`, [column, offset])

/** Whole seconds from one column of moments to another. */
export const secondsBetween = (db: Db, from: string, to: string): Knex.Raw =>
  isPostgres(db as Knex)
    ? db.raw('cast(extract(epoch from (?? - ??)) as bigint)', [to, from])
    : db.raw('cast(round((julianday(??) - julianday(??)) * 86400) as integer)', [to, from])
