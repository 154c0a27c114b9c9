import type { Knex } from 'knex'
import { isPostgres } from './connection'
import { longStatement } from './long-transaction'

type Definition = { name: string; sql: string }

/**
 * Drops the indexes of a table inside a transaction and returns the statements that make them again: sorting a million
 * new entries at once is many times faster than putting them in one by one. Indexes that a constraint stands on stay, and
 * those that are not chosen by their definition. Made twice, an index is made once.
 * PostgreSQL lets nobody read the table until the transaction ends; in SQLite readers go on.
 */
export const dropIndexes = async (
  trx: Knex.Transaction,
  table: string,
  chosen: (definition: string) => boolean = () => true,
): Promise<string[]> => {
  const found = (await definitions(trx, table)).filter(({ sql }) => chosen(sql))
  for (const { name } of found) await trx.raw(`drop index ${name}`)
  return found.map(({ sql }) => sql.replace(/^(create( unique)? index) (?!if not exists)/i, '$1 if not exists '))
}

/** Makes dropped indexes again, each in a transaction of its own: who writes to the table waits for one, not for all. */
export const makeIndexes = async (db: Knex, statements: readonly string[]): Promise<void> => {
  for (const statement of statements)
    await longStatement(db, async one => {
      if (isPostgres(one)) await one.raw("set local maintenance_work_mem = '256MB'")
      await one.raw(statement)
    })
}

const definitions = async (trx: Knex.Transaction, table: string): Promise<Definition[]> => {
  if (!isPostgres(trx))
    return trx('sqlite_master').where({ type: 'index', tbl_name: table }).whereNotNull('sql').select('name', 'sql')
  const { rows } = await trx.raw(
    `select indexname as name, indexdef as sql from pg_indexes where tablename = ?
      and indexname not in (select conname from pg_constraint)`,
    [table],
  )
  return rows as Definition[]
}
