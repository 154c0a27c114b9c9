import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { join, resolve } from 'node:path'
import { transformFileSync } from '@swc/core'
import { createSlowReads, type SlowReads } from '../../../src/db/slow-reads'
import { createDatabase, engine, type TestDatabase } from '../../support/database'

const root = resolve(__dirname, '../../..')

let folder: string
let database: TestDatabase
let reads: SlowReads

beforeAll(async () => {
  database = await createDatabase()
  // A thread loads plain modules; below the repository, so that packages are found from there.
  mkdirSync(resolve(root, 'var'), { recursive: true })
  folder = mkdtempSync(resolve(root, 'var/slow-reads-'))
  const { code } = transformFileSync(resolve(root, 'src/db/slow-reads-thread.ts'), { sourceMaps: false })
  writeFileSync(join(folder, 'thread.js'), code)
  reads = createSlowReads(database.db, database.url, join(folder, 'thread.js'))
})
afterAll(async () => {
  await reads.close()
  await database.destroy()
  rmSync(folder, { recursive: true })
})

describe('slow reads', () => {
  test('give the rows of a query with its values, as the pool would', async () => {
    const query = () => database.db('offices').where({ id: 42, closed_at: null }).select('id', { name: 'short_name' })
    expect(await reads.rows(query())).toEqual(await query())
  })

  test('go on beside a transaction that holds the only connection of SQLite', async () => {
    const trx = await database.db.transaction()
    try {
      await trx('offices').where({ id: 42 }).update({ phone: '+7 000' })
      const [office] = await reads.rows<{ phone: string | null }>(
        database.db('offices').where({ id: 42 }).select('phone'),
      )
      expect(office?.phone).not.toBe('+7 000')
    } finally {
      await trx.rollback()
    }
  })

  test('tell what was wrong with a query, and go on with the next', async () => {
    await expect(reads.rows(database.db('no_such_table').select('*'))).rejects.toMatchObject({
      message: expect.stringContaining('no_such_table'),
    })
    expect(await reads.rows(database.db('offices').where({ id: 42 }).select('id'))).toEqual([{ id: 42 }])
  })

  if (engine === 'sqlite')
    test('change nothing', async () => {
      const change = database.db('offices').where({ id: 42 }).update({ phone: 'x' }).returning('id')
      await expect(reads.rows(change)).rejects.toMatchObject({ message: expect.stringContaining('readonly') })
    })
})
