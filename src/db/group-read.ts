import type { Knex } from 'knex'
import { isPostgres } from './connection'
import type { SqliteConnection } from './group-commit'
import { type Answer, type Call, type PostgresConnection, sendCalls } from './prepared-calls'

type Row = Answer['row']
type Waiting = Call & { resolve: (row: Row) => void; reject: (error: unknown) => void }

/**
 * Reads a row outside of transactions, together with all other requests that want one at that moment: they share a
 * connection of the pool and, on PostgreSQL, one message there and one back, which cost more than the reading. Each
 * stands for itself: when one fails, the others are asked again alone.
 */
export const readInGroup = (db: Knex, call: Call): Promise<Row> =>
  new Promise((resolve, reject) => {
    const queue = queues.get(db.client) ?? startQueue(db)
    queue.push({ ...call, resolve, reject })
  })

/** The reads that wait for each pool. */
const queues = new WeakMap<object, Waiting[]>()

/** What comes until the requests of this turn have all got as far as they can goes together. */
const startQueue = (db: Knex): Waiting[] => {
  const queue: Waiting[] = []
  queues.set(db.client, queue)
  setImmediate(() => void readGroup(db, queue))
  return queue
}

const readGroup = async (db: Knex, group: readonly Waiting[]): Promise<void> => {
  const failed = await tryGroup(db, group)
  if (failed === undefined) return
  if (group.length === 1) group[0]?.reject(failed.error)
  else for (const one of group) await readGroup(db, [one])
}

/** Gives everybody in the group their row, or says why nobody got one. */
const tryGroup = async (db: Knex, group: readonly Waiting[]): Promise<{ error: unknown } | undefined> => {
  let rows: Row[]
  try {
    const connection: unknown = await acquire(db, group)
    try {
      rows = isPostgres(db)
        ? (await sendCalls(connection as PostgresConnection, group)).map(({ row }) => row)
        : group.map(
            ({ statement, values }) => (connection as SqliteConnection).prepare(statement.sql).get(values) as Row,
          )
    } finally {
      await db.client.releaseConnection(connection)
    }
  } catch (error) {
    return { error }
  }
  group.forEach(({ resolve }, index) => {
    resolve(rows[index])
  })
  return undefined
}

/** Until there is a connection others may still join. */
const acquire = async (db: Knex, group: readonly Waiting[]): Promise<unknown> => {
  try {
    return await db.client.acquireConnection()
  } finally {
    if (queues.get(db.client) === group) queues.delete(db.client)
  }
}
