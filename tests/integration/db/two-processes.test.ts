import { once } from 'node:events'
import { Worker } from 'node:worker_threads'
import type { Knex } from 'knex'
import { connect } from '../../../src/db/connection'
import { createDatabase, engine, type TestDatabase } from '../../support/database'

let database: TestDatabase
beforeAll(async () => {
  database = await createDatabase()
  await database.db('sessions').insert({ id_hash: 'x', data: '0', created_at: NOW, touched_at: NOW })
})
afterAll(() => database.destroy())

const NOW = '2026-01-01T00:00:00.000Z'

const ROUNDS = 50

const increment = (db: Knex) =>
  db.transaction(async trx => {
    const { data } = await trx('sessions').where({ id_hash: 'x' }).forUpdate().first('data')
    await trx('sessions')
      .where({ id_hash: 'x' })
      .update({ data: String(Number(data) + 1) })
  })

/** The other process: on SQLite a thread, because a connection that waits for a lock stops the thread it lives in. */
const incrementElsewhere = async (): Promise<void> => {
  if (engine === 'postgres') {
    const other = connect({ url: database.url, poolSize: 2 })
    for (let round = 0; round < ROUNDS; round++) await increment(other)
    return other.destroy()
  }
  const worker = new Worker(
    `const { workerData } = require('node:worker_threads')
     const db = new (require('better-sqlite3'))(workerData.file, { timeout: 5000 })
     for (let round = 0; round < workerData.rounds; round++) db.transaction(() => {
       const { data } = db.prepare("select data from sessions where id_hash = 'x'").get()
       db.prepare("update sessions set data = ? where id_hash = 'x'").run(String(Number(data) + 1))
     }).immediate()`,
    { eval: true, workerData: { file: database.url.replace('sqlite:', ''), rounds: ROUNDS } },
  )
  await once(worker, 'exit')
}

it('lets two processes that read and then write in one transaction wait for each other', async () => {
  const elsewhere = incrementElsewhere()
  for (let round = 0; round < ROUNDS; round++) await increment(database.db)
  await elsewhere

  expect(await database.db('sessions').where({ id_hash: 'x' }).first('data')).toEqual({ data: String(2 * ROUNDS) })
})

it('gives moments and days back as text and whole numbers as numbers', async () => {
  const row = await database.db('sessions').where({ id_hash: 'x' }).first()
  const { total } = (await database.db('sessions').count({ total: '*' }).first()) as { total: number }

  expect(row.created_at).toBe(NOW)
  expect(total).toBe(1)
})

it('refuses an address of neither database', () => {
  expect(() => connect({ url: 'mysql://localhost/x' })).toThrow('DATABASE_URL')
})
