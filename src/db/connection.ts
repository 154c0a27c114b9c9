import { mkdirSync } from 'node:fs'
import { dirname } from 'node:path'
import knex, { type Knex } from 'knex'
import { types } from 'pg'
import { syncTransactions } from './log-sync'

/** PostgreSQL's own types come back as SQLite gives them: whole numbers as numbers, moments and days as ISO text. */
const { INT8, DATE, TIMESTAMPTZ } = types.builtins

export type DatabaseOptions = {
  /** `sqlite:FILE` or `postgres://…`. */
  url: string
  /** Connections to PostgreSQL; SQLite has one. */
  poolSize?: number
  /** `FULL` (default): a transaction has ended when it is on the disk, see `syncTransactions`. Tests may turn it off. */
  synchronous?: 'FULL' | 'OFF'
}

/** Opens the database that the address names. Errors: an address of neither kind. */
export const connect = (options: DatabaseOptions): Knex => {
  if (options.url.startsWith('sqlite:')) return connectSqlite(options.url.slice('sqlite:'.length), options)
  if (/^postgres(ql)?:\/\//.test(options.url)) return connectPostgres(options)
  throw new Error('DATABASE_URL must start with sqlite: or postgres://')
}

export const isPostgres = (db: Knex): boolean => db.client.config.client === 'pg'

/** One connection: SQLite has one writer anyway, and reads take microseconds. */
const connectSqlite = (filename: string, { synchronous = 'FULL' }: DatabaseOptions): Knex => {
  if (filename !== ':memory:') mkdirSync(dirname(filename), { recursive: true })
  const isSynced = synchronous === 'FULL' && filename !== ':memory:'
  const db = knex({
    client: 'better-sqlite3',
    connection: { filename },
    compileSqlOnError: false,
    useNullAsDefault: true,
    pool: {
      min: 1,
      max: 1,
      afterCreate: (connection: SqliteConnection, done: (error?: Error) => void) => {
        keepStatements(connection)
        connection.pragma('journal_mode = WAL')
        connection.pragma(`synchronous = ${isSynced ? 'NORMAL' : synchronous}`)
        connection.pragma('foreign_keys = ON')
        connection.pragma('busy_timeout = 5000')
        connection.pragma('cache_size = -65536')
        connection.pragma('temp_store = MEMORY')
        done()
      },
    },
  })
  return isSynced ? syncTransactions(db, filename) : db
}

type SqliteConnection = { pragma(text: string): void; prepare(sql: string): unknown }

const STATEMENTS_KEPT = 500

/**
 * knex compiles every statement anew and begins transactions that lock nothing until their first write: two processes
 * that read first and write then fail with SQLITE_BUSY however long they wait. Here compiled statements are kept, and
 * a transaction takes the write lock when it begins, which the busy timeout does wait for.
 */
const keepStatements = (connection: SqliteConnection): void => {
  const compile = connection.prepare.bind(connection)
  const kept = new Map<string, unknown>()
  connection.prepare = sql => {
    const known = kept.get(sql)
    if (known !== undefined) return known
    const statement = compile(sql === 'BEGIN;' ? 'BEGIN IMMEDIATE;' : sql)
    if (kept.size >= STATEMENTS_KEPT) kept.clear()
    kept.set(sql, statement)
    return statement
  }
}

const connectPostgres = ({ url, poolSize = 10 }: DatabaseOptions): Knex => {
  types.setTypeParser(INT8, Number)
  types.setTypeParser(DATE, text => text)
  types.setTypeParser(TIMESTAMPTZ, text => new Date(text).toISOString())
  return knex({
    client: 'pg',
    connection: {
      connectionString: url,
      application_name: 'websbor',
      options: '-c TimeZone=UTC -c statement_timeout=30000',
    },
    pool: { min: 0, max: poolSize },
    compileSqlOnError: false,
    acquireConnectionTimeout: 10_000,
  })
}
