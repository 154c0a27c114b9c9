import { open } from 'node:fs/promises'
import type { Knex } from 'knex'

/**
 * Brings to the disk what was committed, for all who wait at once. A commit of SQLite that waits for the disk holds up the
 * whole process meanwhile. With `synchronous = NORMAL` it only writes to the log (WAL), and this brings the log to the disk
 * in a thread of the system, one time for every transaction that ended before it began.
 */
export class LogSync {
  private running: Promise<void> = Promise.resolve()
  private next: Promise<void> | undefined

  /** @param sync brings everything that was written so far to the disk */
  constructor(private readonly sync: () => Promise<void>) {}

  /** Resolves when a sync that began after this call has ended. Rejects when the disk failed. */
  wait(): Promise<void> {
    if (this.next !== undefined) return this.next
    const mine = this.running
      .catch(() => {})
      .then(() => {
        this.next = undefined
        return this.sync()
      })
    this.next = mine
    this.running = mine
    return mine
  }
}

/** By the client of the pool: what stands for a database in all its transactions. */
const syncs = new WeakMap<object, LogSync>()

/** Resolves when everything that was committed so far is on the disk. Where the engine sees to that, at once. */
export const onDisk = (db: Knex): Promise<void> => syncs.get(db.client)?.wait() ?? Promise.resolve()

/** The log is there as long as a connection is open, and never replaced. */
const syncLog = (filename: string) => async (): Promise<void> => {
  const file = await open(`${filename}-wal`, 'r+')
  try {
    await file.datasync()
  } finally {
    await file.close()
  }
}

/**
 * Makes the transactions of a SQLite database end only when they are on the disk, though its commits do not wait for it.
 * A single statement of the query builder outside of them (a lease) gets there with the next transaction.
 */
export const syncTransactions = (db: Knex, filename: string): Knex => {
  const client = db.client as { transaction: (...given: unknown[]) => PromiseLike<unknown> }
  syncs.set(client, new LogSync(syncLog(filename)))
  const begin = client.transaction.bind(client)
  // Savepoints within a transaction do not come by here.
  client.transaction = async (...given) => {
    const result = await begin(...given)
    await onDisk(db)
    return result
  }
  return db
}
