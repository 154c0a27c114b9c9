import { extname, resolve } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import type { Knex } from 'knex'
import { WorkerThread } from '../worker-thread'
import { isPostgres } from './connection'
import type { SlowRead } from './slow-reads-thread'

/** Somebody waits for a search; a report takes its time, and several wait for each other. */
export type Lane = 'search' | 'report'

/** Reads that go through a year of rows, such as a report: done where they hold up nobody else. */
export type SlowReads = {
  /** The rows that a query gives. It sees what is committed, never an open transaction. */
  rows<Row>(query: Knex.QueryBuilder, lane?: Lane): Promise<Row[]>
  /** What is being worked out, if it is there soon enough for a page to wait for it; otherwise undefined. */
  soon: <T>(work: Promise<T>) => Promise<T | undefined>
  close(): Promise<void>
}

const SOON_MS = 80

/** Reports that wait for each other may take so long together. */
const REPORTS_MS = 10 * 60_000

/** Sources run without a build, as tests do, have no module that a thread could load. */
const threadFile: string | null = extname(__filename) === '.js' ? resolve(__dirname, 'slow-reads-thread.js') : null

/**
 * PostgreSQL works in processes of its own. SQLite works in ours, and everybody waits meanwhile: there a thread with a
 * connection that can only read does it, one for each lane: a search never waits for the report of a year.
 * @param url of the database, `sqlite:FILE`
 * @param file the thread's module; null: the query runs in the calling thread, and whoever asks waits for it
 */
export const createSlowReads = (db: Knex, url: string, file: string | null = threadFile): SlowReads => {
  if (file === null) return { rows: async query => query, soon: work => work, close: async () => {} }
  if (isPostgres(db)) return { rows: async query => query, soon, close: async () => {} }
  const database = url.slice('sqlite:'.length)
  const threads = {
    search: new WorkerThread<SlowRead>(file),
    report: new WorkerThread<SlowRead>(file, REPORTS_MS),
  }
  return {
    rows: async <Row>(query: Knex.QueryBuilder, lane: Lane = 'report') => {
      const { sql, bindings } = query.toSQL().toNative()
      return (await threads[lane].run({ database, sql, bindings })) as Row[]
    },
    soon,
    close: async () => void (await Promise.all([threads.search.close(), threads.report.close()])),
  }
}

const soon = <T>(work: Promise<T>): Promise<T | undefined> =>
  Promise.race([work, sleep(SOON_MS, undefined, { ref: false })])
