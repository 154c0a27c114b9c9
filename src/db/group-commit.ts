import type { Knex } from 'knex'
import { onDisk } from './log-sync'

export type SqliteConnection = {
  readonly inTransaction: boolean
  prepare(sql: string): {
    get(values: readonly unknown[]): unknown
    run(values: readonly unknown[]): { changes: number }
  }
}

/** A write that waits, and what is to become of it. */
type Waiting = { sql: string; values: readonly unknown[]; settle: (outcome: Outcome) => void }
type Outcome = { changes: number } | { error: unknown }

/**
 * Runs one `insert`, `update` or `delete` on SQLite in a transaction that it shares with all others waiting at that
 * moment, and tells how many rows it changed once it is on the disk. SQLite forces every commit to the disk, and the
 * process stands still meanwhile: eight writes in one commit take the time of one. Each stands for itself: one that
 * the database refuses changes nothing and leaves the others alone.
 */
export const runInGroup = (db: Knex, sql: string, values: readonly unknown[]): Promise<number> =>
  new Promise((resolve, reject) => {
    const settle = (outcome: Outcome) => ('error' in outcome ? reject(outcome.error) : resolve(outcome.changes))
    const queue = queues.get(db.client) ?? startQueue(db)
    queue.push({ sql, values, settle })
  })

/** The writes that wait for each pool. */
const queues = new WeakMap<object, Waiting[]>()

/** What comes until the requests of this turn have all got as far as they can goes together. */
const startQueue = (db: Knex): Waiting[] => {
  const queue: Waiting[] = []
  queues.set(db.client, queue)
  setImmediate(() => void commitGroup(db, queue))
  return queue
}

const commitGroup = async (db: Knex, queue: Waiting[]): Promise<void> => {
  let connection: SqliteConnection | undefined
  let outcomes: Outcome[]
  try {
    connection = (await db.client.acquireConnection()) as SqliteConnection
    queues.delete(db.client)
    outcomes = queue.length === 1 ? [attempt(connection, queue[0] as Waiting)] : commit(connection, queue)
  } catch (error) {
    queues.delete(db.client)
    outcomes = queue.map(() => ({ error }))
  }
  if (connection !== undefined) await db.client.releaseConnection(connection)
  await onDisk(db).catch((error: unknown) => {
    outcomes = queue.map(() => ({ error }))
  })
  queue.forEach(({ settle }, index) => {
    settle(outcomes[index] as Outcome)
  })
}

/** Throws when the whole transaction failed: the disk is full, another process held the lock for too long. */
const commit = (connection: SqliteConnection, group: readonly Waiting[]): Outcome[] => {
  connection.prepare('BEGIN IMMEDIATE').run([])
  try {
    const outcomes = group.map(write => {
      const outcome = attempt(connection, write)
      // After the worst errors SQLite has undone everything; writing on would commit what follows one by one.
      if (!connection.inTransaction && 'error' in outcome) throw outcome.error as Error
      return outcome
    })
    connection.prepare('COMMIT').run([])
    return outcomes
  } catch (error) {
    if (connection.inTransaction) connection.prepare('ROLLBACK').run([])
    throw error
  }
}

const attempt = (connection: SqliteConnection, { sql, values }: Waiting): Outcome => {
  try {
    return connection.prepare(sql).run(values)
  } catch (error) {
    return { error }
  }
}
