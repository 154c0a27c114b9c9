import type { Knex } from 'knex'
import { isPostgres } from '../../../db/connection'

/**
 * Sets aside `count` numbers of a table that numbers itself: base + 1 … base + count belong to the caller, and whoever
 * inserts meanwhile gets later ones. Numbers that are not used in the end are simply missing.
 */
export const reserveNumbers = (trx: Knex.Transaction, table: string, count: number): Promise<number> =>
  isPostgres(trx) ? fromSequence(trx, table, count) : fromCounter(trx, table, count)

/** Nobody takes a number between reading the sequence and moving it: inserts wait for the lock. */
const fromSequence = async (trx: Knex.Transaction, table: string, count: number): Promise<number> => {
  await trx.raw(`lock table ${table} in share row exclusive mode`)
  const { rows } = await trx.raw(`select nextval(pg_get_serial_sequence(?, 'id')) as base`, [table])
  const base = Number(rows[0].base)
  await trx.raw(`select setval(pg_get_serial_sequence(?, 'id'), ?)`, [table, base + count])
  return base
}

const fromCounter = async (trx: Knex.Transaction, table: string, count: number): Promise<number> => {
  const counter: { seq: number } | undefined = await trx('sqlite_sequence').where({ name: table }).first('seq')
  const base = counter?.seq ?? 0
  if (counter === undefined) await trx('sqlite_sequence').insert({ name: table, seq: count })
  else
    await trx('sqlite_sequence')
      .where({ name: table })
      .update({ seq: base + count })
  return base
}
