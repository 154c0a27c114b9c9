import { hash } from 'node:crypto'
import type { Knex } from 'knex'
import { isPostgres } from './connection'
import type { Db } from './db'
import { runInGroup, type SqliteConnection } from './group-commit'
import { readInGroup } from './group-read'
import { type Answer, type PostgresConnection, type Prepared, sendCalls, type Value } from './prepared-calls'

/** A statement whose SQL was written once: what every request asks, where building a query costs more than running it. */
export type Statement<Row> = {
  /** The first row, of a `select`. */
  first(db: Db, values: readonly Value[]): Promise<Row | undefined>
  /** How many rows were changed, by an `update` or a `delete`; they are on the disk then, unless in a transaction. */
  run(db: Db, values: readonly Value[]): Promise<number>
}

/**
 * Declares a statement in SQL that both engines know, with `?` for values. It runs on a connection of the pool or of the
 * open transaction, and is prepared once a connection: name the columns, for a prepared `select *` fails when the table
 * gets a new one. Outside of transactions reads share connections and messages (group-read.ts), and on SQLite writes
 * share commits (group-commit.ts).
 */
export const statement = <Row>(sql: string): Statement<Row> => {
  const text = withNumbers(sql)
  const prepared: Prepared = { name: hash('sha1', text, 'hex'), sql, text }
  return {
    first: async (db, values) => {
      if (!db.isTransaction) return (await readInGroup(db, { statement: prepared, values })) as Row | undefined
      if (isPostgres(db)) return (await onPostgres(db, prepared, values)).row as Row | undefined
      return onConnection(db, connection => connection.prepare(sql).get(values) as Row | undefined)
    },
    run: async (db, values) => {
      if (isPostgres(db)) return (await onPostgres(db, prepared, values)).rows
      if (!db.isTransaction) return runInGroup(db, sql, values)
      return onConnection(db, connection => connection.prepare(sql).run(values).changes)
    },
  }
}

const onPostgres = (db: Db, prepared: Prepared, values: readonly Value[]): Promise<Answer> =>
  onConnection(db, async connection => {
    const [answer] = await sendCalls(connection, [{ statement: prepared, values }])
    return answer as Answer
  })

/** One of the two, as the engine of the database says. */
type Connection = PostgresConnection & SqliteConnection

/** Inside a transaction the connection is the transaction's own, and giving it back does nothing. */
const onConnection = async <T>(db: Db, work: (connection: Connection) => T | Promise<T>): Promise<T> => {
  if (db.isTransaction && (db as Knex.Transaction).isCompleted()) throw new Error('the transaction has ended')
  const connection = (await db.client.acquireConnection()) as Connection
  try {
    return await work(connection)
  } finally {
    await db.client.releaseConnection(connection)
  }
}

const withNumbers = (sql: string): string => {
  let number = 0
  return sql.replaceAll('?', () => `$${++number}`)
}
