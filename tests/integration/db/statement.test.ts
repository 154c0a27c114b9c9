import { statement } from '../../../src/db/statement'
import { createDatabase, engine, type TestDatabase } from '../../support/database'

const AT = '2026-01-01T00:00:00.000Z'
const find = statement<{ data: string }>('select data from sessions where id_hash = ?')
const add = statement('insert into sessions (id_hash, data, created_at, touched_at) values (?, ?, ?, ?)')
const change = statement('update sessions set data = ? where id_hash = ?')

let database: TestDatabase
beforeEach(async () => {
  database = await createDatabase()
})
afterEach(() => database.destroy())

const insert = (id: string, data = 'x') => add.run(database.db, [id, data, AT, AT])
const stored = async () => (await database.db('sessions').orderBy('id_hash')).map(row => `${row.id_hash}=${row.data}`)

it('gives the first row, or nothing', async () => {
  await insert('a', 'first')
  expect(await find.first(database.db, ['a'])).toMatchObject({ data: 'first' })
  expect(await find.first(database.db, ['b'])).toBeUndefined()
})

it('tells how many rows were changed', async () => {
  await insert('a')
  expect(await change.run(database.db, ['y', 'a'])).toBe(1)
  expect(await change.run(database.db, ['y', 'b'])).toBe(0)
  expect(await stored()).toEqual(['a=y'])
})

it('stores all of many writes at the same time, and a refused one leaves the others alone', async () => {
  const writes = ['a', 'b', 'a', 'c', 'd'].map(id => insert(id))
  const outcomes = (await Promise.allSettled(writes)).map(({ status }) => status)
  expect(outcomes.filter(outcome => outcome === 'rejected')).toHaveLength(1)
  expect(await stored()).toEqual(['a=x', 'b=x', 'c=x', 'd=x'])
})

it('takes part in a transaction: what is rolled back is gone, and so is a statement that comes after its end', async () => {
  let late: Promise<number> | undefined
  await expect(
    database.db.transaction(async trx => {
      await add.run(trx, ['a', 'x', AT, AT])
      expect(await find.first(trx, ['a'])).toMatchObject({ data: 'x' })
      late = new Promise(resolve => setTimeout(resolve, 50)).then(() => change.run(trx, ['y', 'a']))
      late.catch(() => {})
      throw new Error('no')
    }),
  ).rejects.toThrow('no')
  await expect(late).rejects.toThrow('the transaction has ended')
  expect(await stored()).toEqual([])
})

it('waits for a transaction that is open, and writes after it', async () => {
  let waiting: Promise<unknown> = Promise.resolve()
  await database.db.transaction(async trx => {
    await add.run(trx, ['a', 'old', AT, AT])
    // Started inside and awaited outside: on SQLite there is one connection, and the transaction has it.
    waiting = Promise.all([insert('b'), insert('c')])
  })
  await waiting
  expect(await stored()).toEqual(['a=old', 'b=x', 'c=x'])
})

it('loses all waiting writes together when they cannot be committed, and works again afterwards', async () => {
  if (engine === 'postgres') return
  const { db } = database
  // What a full disk does: the whole transaction is undone in the middle.
  await db.raw(
    "create trigger full_disk before insert on sessions when new.data = 'too much' begin select raise(rollback, 'full'); end",
  )
  const outcomes = await Promise.allSettled([insert('a'), insert('b', 'too much'), insert('c')])
  expect(outcomes.map(({ status }) => status)).toEqual(['rejected', 'rejected', 'rejected'])
  expect(await stored()).toEqual([])
  await insert('d')
  expect(await stored()).toEqual(['d=x'])
})

it('gives each of many readers at the same time their own row', async () => {
  const ids = Array.from({ length: 20 }, (_, index) => `id-${index}`)
  await Promise.all(ids.map(id => insert(id, `data of ${id}`)))
  const other = statement<{ touched_at: string }>('select touched_at from sessions where id_hash = ? and data = ?')
  const [rows, touched] = await Promise.all([
    Promise.all([...ids, 'nobody'].map(id => find.first(database.db, [id]))),
    other.first(database.db, ['id-3', 'data of id-3']),
  ])
  expect(rows.map(row => row?.data)).toEqual([...ids.map(id => `data of ${id}`), undefined])
  expect(touched).toMatchObject({ touched_at: AT })
})

it('fails the one reading that is wrong and none of those beside it, and reads on afterwards', async () => {
  await insert('a', 'first')
  const outcomes = await Promise.allSettled([
    find.first(database.db, ['a']),
    find.first(database.db, []),
    find.first(database.db, ['a']),
  ])
  expect(outcomes.map(({ status }) => status)).toEqual(['fulfilled', 'rejected', 'fulfilled'])
  expect(await find.first(database.db, ['a'])).toMatchObject({ data: 'first' })
})

it('reads what a request has just written', async () => {
  const written = ['a', 'b', 'c'].map(async id => {
    await insert(id, `data of ${id}`)
    await change.run(database.db, [`new data of ${id}`, id])
    return (await find.first(database.db, [id]))?.data
  })
  expect(await Promise.all(written)).toEqual(['new data of a', 'new data of b', 'new data of c'])
})

it('prepares a statement anew when the table has changed under it', async () => {
  await insert('a', 'first')
  const all = statement<Record<string, unknown>>('select * from sessions where id_hash = ?')
  await all.first(database.db, ['a'])
  await database.db.raw('alter table sessions add column remark text')
  // PostgreSQL refuses the old plan once; what comes after that finds the new column.
  await Promise.allSettled([all.first(database.db, ['a'])])
  expect(await all.first(database.db, ['a'])).toHaveProperty('remark', null)
})
