import { connect } from '../../src/db/connection'
import { migrate, seed } from '../../src/db/migrations'
import { createDatabase, engine, type TestDatabase } from '../support/database'
import { downAll } from '../support/migrations'

let database: TestDatabase
beforeEach(async () => {
  database = await createDatabase()
})
afterEach(() => database.destroy())

/** Names of the tables that are not knex's own. */
const tables = async (): Promise<string[]> => {
  const rows: { name: string }[] =
    engine === 'sqlite'
      ? await database.db('sqlite_master').where({ type: 'table' }).select('name')
      : await database.db('pg_tables').where({ schemaname: 'public' }).select({ name: 'tablename' })
  return rows
    .map(({ name }) => name)
    .filter(name => !/^(knex_|sqlite_)/.test(name))
    .toSorted()
}

it('has nothing to do a second time', async () => {
  expect(await migrate(database.db)).toEqual([])
})

it('seeds the reference data a second time without changing what an administrator changed', async () => {
  await database.db('offices').where({ id: 77 }).update({ phone: '+7 495 000-00-00', code: '12345678' })
  await database.db('calendar_days').where({ day: '2026-01-09' }).delete()
  await seed(database.db, 'reference')

  expect(await database.db('offices').where({ id: 77 }).first('phone', 'code')).toEqual({
    phone: '+7 495 000-00-00',
    code: '12345678',
  })
  expect(await database.db('calendar_days').where({ day: '2026-01-09' })).toEqual([])
})

it('can be taken back to nothing and made again', async () => {
  const before = await tables()
  await downAll(database.db)
  expect(await tables()).toEqual([])

  await migrate(database.db)
  await seed(database.db, 'reference')
  await seed(database.db, 'demo')
  expect(await tables()).toEqual(before)
})

it('is the same for two processes that migrate at once', async () => {
  await downAll(database.db)
  if (engine === 'sqlite') {
    await migrate(database.db)
  } else {
    const other = connect({ url: database.url, poolSize: 2 })
    // knex lets one of them go on and tells the other that somebody holds the lock.
    const results = await Promise.allSettled([migrate(database.db), migrate(other)])
    await other.destroy()
    expect(results.some(({ status }) => status === 'fulfilled')).toBe(true)
  }
  expect(await migrate(database.db)).toEqual([])
})
