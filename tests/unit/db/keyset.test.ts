import type { Knex } from 'knex'
import { cursorText } from '../../../src/db/cursor'
import { keysetPage, type List, type Order } from '../../../src/db/keyset'
import { createDatabase, type TestDatabase } from '../../support/database'

type Row = { id: number; at: string; name: string }

const ORDER: Order = {
  keys: [
    { property: 'at', kind: 'instant' },
    { property: 'id', kind: 'integer' },
  ],
  direction: 'asc',
}

let database: TestDatabase
let db: Knex

/** Several rows share a moment, so that the second key has to decide. */
const moment = (number: number): string =>
  new Date(Date.UTC(2026, 0, 1) + Math.floor(number / 4) * 60_000).toISOString()

const add = (numbers: number[]): Promise<unknown> =>
  db('things').insert(numbers.map(number => ({ id: number, at: moment(number), name: `name ${number}` })))

beforeEach(async () => {
  database = await createDatabase()
  db = database.db
  await db.schema.createTable('things', table => {
    table.integer('id').primary()
    table.timestamp('at', { useTz: true }).notNullable()
    table.string('name').notNullable()
  })
  await add(Array.from({ length: 25 }, (_, index) => (index + 1) * 10))
})

afterEach(() => database.destroy())

const things = (order: Partial<Order> = {}, more: Partial<List> = {}): List => ({
  order: { ...ORDER, ...order },
  sources: [{ query: db('things').select('id', 'at', 'name'), columns: ['at', 'id'] }],
  ...more,
})

const page = (list: List, cursor?: unknown, size = 10) => keysetPage<Row>(list, { size, cursor })
const ids = ({ rows }: { rows: Row[] }): number[] => rows.map(({ id }) => id)

/** Every row from the first page to the last, by «next». */
const walkForward = async (list: List, size = 10, meanwhile: (step: number) => Promise<unknown> = async () => {}) => {
  const seen: number[] = []
  let cursor: string | undefined
  for (let step = 0; step === 0 || cursor !== undefined; step += 1) {
    if (step > 100) throw new Error('the pages have no end')
    const found = await page(list, cursor, size)
    seen.push(...ids(found))
    cursor = found.next
    await meanwhile(step)
  }
  return seen
}

const EVERY = Array.from({ length: 25 }, (_, index) => (index + 1) * 10)

describe('a page of a list by keys', () => {
  test.each([1, 3, 10, 24, 25, 26])('pages of %d visit every row once, in order', async size => {
    expect(await walkForward(things(), size)).toEqual(EVERY)
  })

  test('the same in the other direction', async () => {
    expect(await walkForward(things({ direction: 'desc' }))).toEqual(EVERY.toReversed())
  })

  test('visits every row once while rows are added before and after the reader', async () => {
    const seen = await walkForward(things(), 5, step => (step < 9 ? add([step + 1, 1000 + step]) : Promise.resolve()))
    expect(seen.filter(id => EVERY.includes(id))).toEqual(EVERY)
    expect(new Set(seen).size).toBe(seen.length)
  })

  test('visits every remaining row once while rows that were read go away', async () => {
    const seen = await walkForward(things(), 5, step =>
      db('things')
        .where('id', '<=', (step + 1) * 50)
        .delete(),
    )
    expect(seen).toEqual(EVERY)
  })

  test('the first page has no previous one, the last no next one', async () => {
    const first = await page(things())
    expect(first.previous).toBeUndefined()
    const second = await page(things(), first.next)
    const third = await page(things(), second.next)
    expect(ids(third)).toEqual([210, 220, 230, 240, 250])
    expect(third.next).toBeUndefined()
  })

  test('a list that fits has neither', async () => {
    expect(await page(things(), undefined, 25)).toMatchObject({ previous: undefined, next: undefined })
  })

  test('goes back over the same pages', async () => {
    const first = await page(things())
    const second = await page(things(), first.next)
    const third = await page(things(), second.next)
    const back = await page(things(), third.previous)
    expect(ids(back)).toEqual(ids(second))
    expect(ids(await page(things(), back.previous))).toEqual(ids(first))
    expect(ids(await page(things(), back.next))).toEqual(ids(third))
  })

  test('a way back that reaches the start shows a full first page', async () => {
    const list = things()
    const second = await page(list, (await page(list)).next)
    await db('things').where('id', '<=', 70).delete()
    const back = await page(list, second.previous)
    expect(ids(back)).toEqual([80, 90, 100, 110, 120, 130, 140, 150, 160, 170])
    expect(back.previous).toBeUndefined()
  })

  test('a page whose rows all went away is the first page', async () => {
    const first = await page(things(), undefined, 20)
    await db('things').where('id', '>', 200).delete()
    expect(ids(await page(things(), first.next, 20))).toEqual(ids(first))
  })

  test('an empty list is an empty page', async () => {
    await db('things').delete()
    expect(await page(things())).toEqual({ rows: [], previous: undefined, next: undefined, stoppedAt: undefined })
  })

  test.each([
    ['nothing', undefined],
    ['two of them', ['a', 'b']],
    ['no base64', '%%%'],
    ['no JSON', Buffer.from('[').toString('base64url')],
    ['a bare word', Buffer.from('"after"').toString('base64url')],
    ['an unknown side', cursorText({ side: 'beside' as 'after', values: ['2026-01-01T00:00:00.000Z', 5] })],
    ['too few keys', cursorText({ side: 'after', values: ['2026-01-01T00:00:00.000Z'] })],
    ['a moment that is none', cursorText({ side: 'after', values: ['yesterday', 5] })],
    ['a 30th of February', cursorText({ side: 'after', values: ['2026-02-30T00:00:00.000Z', 5] })],
    ['a number that is text', cursorText({ side: 'after', values: ['2026-01-01T00:00:00.000Z', '5'] })],
    ['a number beyond the column', cursorText({ side: 'after', values: ['2026-01-01T00:00:00.000Z', 2 ** 60] })],
    ['a fraction', cursorText({ side: 'after', values: ['2026-01-01T00:00:00.000Z', 1.5] })],
    ['an overlong one', 'A'.repeat(5000)],
  ])('a cursor that is not ours is the first page: %s', async (_what, cursor) => {
    expect(ids(await page(things(), cursor, 3))).toEqual([10, 20, 30])
  })
})

describe('a list of several queries', () => {
  const merged = (): List => ({
    order: ORDER,
    sources: [
      { query: db('things').select('id', 'at', 'name').where('id', '<=', 120), columns: ['at', 'id'] },
      { query: db('things').select('id', 'at', 'name').where('id', '>', 120), columns: ['things.at', 'things.id'] },
    ],
  })

  test('is one list, page after page', async () => {
    expect(await walkForward(merged(), 4)).toEqual(EVERY)
  })

  test('and back', async () => {
    const second = await page(merged(), (await page(merged())).next)
    expect(ids(await page(merged(), second.previous))).toEqual([10, 20, 30, 40, 50, 60, 70, 80, 90, 100])
  })
})

describe('a sieve', () => {
  const sifted = (rows: number, name: string): List =>
    things({}, { sieve: { rows, keep: query => void query.where('name', 'like', name) } })

  test('finds everything that passes it, however few rows a page looks at', async () => {
    const wanted = EVERY.filter(id => String(id).includes('5'))
    for (const rows of [4, 7, 100]) expect(await walkForward(sifted(rows, '%5%'), 2)).toEqual(wanted)
  })

  test('ends a page before it is full, and says where', async () => {
    const first = await page(sifted(12, '%25%'))
    expect(first.rows).toEqual([])
    expect(first.stoppedAt).toEqual([moment(120), 120])
    const second = await page(sifted(12, '%25%'), first.next)
    expect(second).toMatchObject({ rows: [], stoppedAt: [moment(240), 240] })
    expect(ids(await page(sifted(12, '%25%'), second.next))).toEqual([250])
  })

  test('says nothing of stopping once the list has ended', async () => {
    expect(await page(sifted(25, '%nobody%'))).toMatchObject({ rows: [], next: expect.any(String) })
    expect(await page(sifted(26, '%nobody%'))).toEqual({
      rows: [],
      previous: undefined,
      next: undefined,
      stoppedAt: undefined,
    })
  })

  test('goes back over what it found', async () => {
    const list = sifted(30, '%0%')
    const second = await page(list, (await page(list)).next)
    expect(ids(await page(list, second.previous))).toEqual([10, 20, 30, 40, 50, 60, 70, 80, 90, 100])
  })
})
