import { randomBytes } from 'node:crypto'
import { copyFileSync, mkdirSync, mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { Knex } from 'knex'
import { connect } from '../../src/db/connection'
import { migrate, seed } from '../../src/db/migrations'

/** The suite runs on SQLite, or on the PostgreSQL cluster that TEST_DATABASE_URL names (a user who may create databases). */
const cluster = process.env.TEST_DATABASE_URL
export const engine: 'sqlite' | 'postgres' = cluster === undefined ? 'sqlite' : 'postgres'

const addressOf = (database: string): string => {
  const url = new URL(cluster as string)
  url.pathname = `/${database}`
  return url.href
}

const administer = async (statement: string): Promise<{ rows: Record<string, string>[] }> => {
  const db = connect({ url: cluster as string, poolSize: 1 })
  try {
    return await db.raw(statement)
  } finally {
    await db.destroy()
  }
}

export const prepareTemplate = async (): Promise<void> => {
  const name = `websbor_template_${process.pid}`
  const directory = mkdtempSync(join(tmpdir(), 'websbor-tests-'))
  process.env.WEBSBOR_TEST_TEMPLATE = cluster === undefined ? join(directory, 'template.sqlite') : name
  process.env.WEBSBOR_TEST_DIRECTORY = directory
  if (cluster !== undefined) {
    await administer(`CREATE DATABASE ${name}`)
    process.env.WEBSBOR_TEST_STRATEGY = await quickestCopy()
  }
  const url = cluster === undefined ? `sqlite:${process.env.WEBSBOR_TEST_TEMPLATE}` : addressOf(name)
  const db = connect({ url, synchronous: 'OFF' })
  await migrate(db)
  await seed(db, 'reference')
  if (cluster === undefined) await db.raw('PRAGMA wal_checkpoint(TRUNCATE)')
  await db.destroy()
}

/** Copying files costs half of writing them through the log, which is the default since PostgreSQL 15. */
const quickestCopy = async (): Promise<string> => {
  const [shown] = (await administer('SHOW server_version_num')).rows
  return Number(shown?.server_version_num) >= 150_000 ? 'STRATEGY file_copy' : ''
}

export const removeTemplate = async (): Promise<void> => {
  if (cluster !== undefined)
    await administer(`DROP DATABASE IF EXISTS ${process.env.WEBSBOR_TEST_TEMPLATE} WITH (FORCE)`)
  rmSync(process.env.WEBSBOR_TEST_DIRECTORY as string, { recursive: true, force: true })
}

export type TestDatabase = {
  db: Knex
  /** The address, for a second connection or a second process. */
  url: string
  destroy(): Promise<void>
}

/** A fresh database with the schema and the reference data, for one test or one test file. */
export const createDatabase = async (): Promise<TestDatabase> => {
  const template = process.env.WEBSBOR_TEST_TEMPLATE as string
  const name = `websbor_${process.pid}_${randomBytes(6).toString('hex')}`
  if (cluster !== undefined) {
    await administer(`CREATE DATABASE ${name} TEMPLATE ${template} ${process.env.WEBSBOR_TEST_STRATEGY}`)
    const db = connect({ url: addressOf(name), poolSize: 4 })
    return {
      db,
      url: addressOf(name),
      destroy: async () => {
        await db.destroy()
        await administer(`DROP DATABASE IF EXISTS ${name} WITH (FORCE)`)
      },
    }
  }
  const directory = join(process.env.WEBSBOR_TEST_DIRECTORY as string, name)
  mkdirSync(directory)
  const file = join(directory, 'test.sqlite')
  copyFileSync(template, file)
  const db = connect({ url: `sqlite:${file}`, synchronous: 'OFF' })
  return {
    db,
    url: `sqlite:${file}`,
    destroy: async () => {
      await db.destroy()
      rmSync(directory, { recursive: true, force: true })
    },
  }
}
