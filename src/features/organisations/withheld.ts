import type { Knex } from 'knex'
import type { Db } from '../../db/db'

/*
 * Organisations that an import has written and does not show yet (decision 10). Whatever looks for organisations in the
 * whole register asks for `shown`; what comes from an account, an application or a report never leads to a withheld one.
 */

/** Leaves out of a query what is not to be seen yet. The plus keeps SQLite from looking for rows by this range. */
export const shown = <Query extends Knex.QueryBuilder>(query: Query, column = 'organisations.id'): Query => {
  void query.whereRaw(
    `+${column} not between (select first_id from organisations_withheld) and (select last_id from organisations_withheld)`,
  )
  return query
}

export type Withheld = {
  importId: number
  firstId: number
  lastId: number
  /** Statements that make the indexes again that are missing meanwhile. */
  droppedIndexes: readonly string[]
}

/** The numbers that are withheld now. */
export const findWithheld = async (db: Db): Promise<Withheld | undefined> => {
  const row = await db('organisations_withheld').whereNotNull('import_id').first()
  return (
    row && {
      importId: row.import_id,
      firstId: row.first_id,
      lastId: row.last_id,
      droppedIndexes: JSON.parse(row.dropped_indexes),
    }
  )
}

/** Withholds numbers. */
export const withhold = async (trx: Db, { importId, firstId, lastId, droppedIndexes }: Withheld): Promise<void> => {
  await trx('organisations_withheld').update({
    import_id: importId,
    first_id: firstId,
    last_id: lastId,
    dropped_indexes: JSON.stringify(droppedIndexes),
  })
}

/** Shows what was withheld. */
export const showWithheld = async (trx: Db): Promise<void> => {
  await trx('organisations_withheld').update({ import_id: null, first_id: 0, last_id: -1, dropped_indexes: null })
}

export const isWithheld = async (trx: Db, id: number): Promise<boolean> => {
  const range = await findWithheld(trx)
  return range !== undefined && id >= range.firstId && id <= range.lastId
}
