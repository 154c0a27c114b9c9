import type { Knex } from 'knex'

/** Rows a statement: far below the limits on bound values (SQLite 32,766, PostgreSQL 65,535). */
const CHUNK = 200

/**
 * Inserts the rows whose key is not there yet. What is there stays as an administrator or an import left it,
 * and nothing is deleted: that makes a seed safe to run at every start.
 */
export const insertMissing = async (trx: Knex.Transaction, table: string, rows: object[]): Promise<void> => {
  for (let start = 0; start < rows.length; start += CHUNK)
    await trx(table)
      .insert(rows.slice(start, start + CHUNK))
      .onConflict()
      .ignore()
}
