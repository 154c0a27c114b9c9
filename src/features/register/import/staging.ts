import { existsSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import type { Knex } from 'knex'
import { connect, isPostgres } from '../../../db/connection'
import { REGISTER_COLUMNS } from '../extract/columns'
import type { Refusal } from '../extract/refusals'

/*
 * What was read of an extract, until it is applied. SQLite: a database file of its own beside the uploaded one, so that
 * reading five million rows locks nobody out and leaves no hole in the main file. PostgreSQL: unlogged tables. Either
 * way it is nobody's business but the import's, and gone when that ends.
 */

export type Staging = {
  /** Where rows are put while the file is read. */
  db: Knex
  /** Names as they are written in statements of `db`, or of the main database once it is attached. */
  tables: Tables
  close(): Promise<void>
}

export type Tables = Record<(typeof TABLES)[number], string>

const TABLES = ['rows', 'present', 'differences', 'missing', 'state'] as const

const TEXT_COLUMNS = REGISTER_COLUMNS.filter(column => column !== 'office_id')

const DEFINITIONS: Record<(typeof TABLES)[number], string> = {
  rows: `line KEY, okpo text not null, hash text not null, words text not null, archived integer not null,
    ${TEXT_COLUMNS.map(column => `${column} text`).join(', ')}, office_id integer not null`,
  // ОКПО of refused rows: they are in the extract, so nobody archives them.
  present: 'okpo text not null',
  // What is new or changed, by ОКПО: in this order new organisations are numbered and written, which spares the indexes.
  differences: 'position KEY, line bigint not null, kind text not null, organisation_id bigint',
  // What a full extract leaves out.
  missing: 'organisation_id KEY',
  state: 'id integer primary key, value text not null',
}

/** What a power cut takes of the last rows is read again, so the disk is waited for once in 64 megabytes only. */
const calm = async (db: Knex, schema: string): Promise<void> => {
  await db.raw(`pragma ${schema}.synchronous = normal`)
  await db.raw('pragma wal_autocheckpoint = 16384')
}

const fileOf = (directory: string, id: number): string => join(directory, `import-${id}.sqlite`)

const names = (prefix: string, suffix = ''): Tables =>
  Object.fromEntries(TABLES.map(table => [table, `${prefix}${table}${suffix}`])) as Tables

const tablesIn = (main: Knex, id: number): Tables =>
  isPostgres(main) ? names('register_import_', `_${id}`) : names('import_')

/** Opens what was read so far, or begins anew. */
export const openStaging = async (main: Knex, directory: string, id: number): Promise<Staging> => {
  const tables = tablesIn(main, id)
  const postgres = isPostgres(main)
  const db = postgres ? main : connect({ url: `sqlite:${fileOf(directory, id)}` })
  if (!postgres) await calm(db, 'main')
  // In SQLite only `integer primary key` is the number of the row itself; anything else is an index beside it.
  const key = `${postgres ? 'bigint' : 'integer'} primary key`
  for (const table of TABLES)
    await db.raw(
      `create ${postgres ? 'unlogged ' : ''}table if not exists ${tables[table]} (${DEFINITIONS[table].replace('KEY', key)})`,
    )
  return {
    db,
    tables,
    close: async () => {
      if (!postgres) await db.destroy()
    },
  }
}

/** Makes the tables reachable from the main database, for statements that compare and copy. */
export const attachStaging = async (main: Knex, directory: string, id: number): Promise<Staging> => {
  if (isPostgres(main)) return { db: main, tables: tablesIn(main, id), close: async () => {} }
  await main.raw('attach database ? as staging', [fileOf(directory, id)])
  await calm(main, 'staging')
  return {
    db: main,
    tables: names('staging.import_'),
    close: async () => {
      await main.raw('detach database staging')
    },
  }
}

/** Throws away what was read. */
export const dropStaging = async (main: Knex, directory: string, id: number): Promise<void> => {
  if (isPostgres(main)) {
    const tables = tablesIn(main, id)
    for (const table of TABLES) await main.raw(`drop table if exists ${tables[table]}`)
    return
  }
  for (const end of ['', '-wal', '-shm']) {
    const file = fileOf(directory, id) + end
    if (existsSync(file)) rmSync(file)
  }
}

/** What is known between two batches, kept in the transaction of the batch: a killed process goes on from here. */
export type Checkpoint = {
  phase: 'reading' | 'comparing' | 'ready'
  offset: number
  line: number
  rows: number
  refused: Partial<Record<Refusal, number>>
  /** Bytes of the file of refused rows that belong to this checkpoint. */
  refusedBytes: number
  /** While comparing: everything up to this ОКПО is done, and so many rows with it. */
  compared?: { okpo: string; rows: number }
  /** Differences that were found. */
  found: number
  /** The last organisation there was when the comparison began. */
  lastOrganisation?: number
  /** While applying: new organisations up to this position are written. */
  placed: number
}

export const readCheckpoint = async ({ db, tables }: Staging): Promise<Checkpoint | undefined> => {
  const row: { value: string } | undefined = await db(tables.state).where({ id: 1 }).first('value')
  return row && (JSON.parse(row.value) as Checkpoint)
}

export const saveCheckpoint = async (
  db: Knex,
  { tables }: Pick<Staging, 'tables'>,
  checkpoint: Checkpoint,
): Promise<void> => {
  await db(tables.state)
    .insert({ id: 1, value: JSON.stringify(checkpoint) })
    .onConflict('id')
    .merge(['value'])
}
