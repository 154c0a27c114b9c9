import type { Knex } from 'knex'
import { seed } from '../../../src/db/migrations'
import { createDatabase, type TestDatabase } from '../../support/database'

const TABLES = ['offices', 'office_subjects', 'classifier_codes', 'calendar_years', 'calendar_days', 'enterprise_types']

let database: TestDatabase
let db: Knex

beforeEach(async () => {
  database = await createDatabase()
  db = database.db
})
afterEach(() => database.destroy())

const counts = async (): Promise<number[]> => {
  const rows = await Promise.all(TABLES.map(table => db(table).count({ total: '*' }).first()))
  return rows.map(row => Number(row?.total))
}

describe('the reference data', () => {
  it('does not grow when it is seeded again', async () => {
    const before = await counts()
    await seed(db, 'reference')
    expect(await counts()).toEqual(before)
    expect(before.slice(0, 3)).toEqual([70, 89, 127 + 33 + 251 + 109])
  })

  it('keeps what an administrator changed', async () => {
    await db('offices').where({ id: 77 }).update({ code: '00000011', mailbox: 'demo@example.invalid', short_name: 'Д' })
    await db('office_subjects').where({ subject_code: '50' }).update({ office_id: 78 })
    await db('classifier_codes').where({ classifier: 'okfs', code: '18' }).update({ valid_to: '2026-06-30' })
    await db('calendar_years').where({ year: 2027 }).update({ status: 'official' })
    await db('calendar_days').where({ day: '2027-02-22' }).delete()
    await db('calendar_days').where({ day: '2027-05-03' }).update({ kind: 'short' })
    await db('enterprise_types').where({ code: 'branch' }).update({ offered_for_signing: true })
    await seed(db, 'reference')
    expect(await db('offices').where({ id: 77 }).first('code', 'mailbox', 'short_name')).toEqual({
      code: '00000011',
      mailbox: 'demo@example.invalid',
      short_name: 'Д',
    })
    expect(await db('office_subjects').where({ subject_code: '50' }).first('office_id')).toEqual({ office_id: 78 })
    expect(await db('classifier_codes').where({ classifier: 'okfs', code: '18' }).first('valid_to')).toEqual({
      valid_to: '2026-06-30',
    })
    expect(await db('calendar_years').where({ year: 2027 }).first('status')).toEqual({ status: 'official' })
    expect(await db('calendar_days').where({ day: '2027-02-22' })).toEqual([])
    expect(await db('calendar_days').where({ day: '2027-05-03' }).first('kind')).toEqual({ kind: 'short' })
    const branch = await db('enterprise_types').where({ code: 'branch' }).first('offered_for_signing')
    expect(Boolean(branch?.offered_for_signing)).toBe(true)
  })

  it('puts back what is missing', async () => {
    await db('classifier_codes').where({ classifier: 'okfs' }).delete()
    await db('calendar_days').whereBetween('day', ['2026-01-01', '2026-12-31']).delete()
    await db('calendar_years').where({ year: 2026 }).delete()
    await seed(db, 'reference')
    expect(await db('classifier_codes').where({ classifier: 'okfs' })).toHaveLength(33)
    expect(await db('calendar_days').where({ day: '2026-11-04' })).toEqual([{ day: '2026-11-04', kind: 'off' }])
  })

  it('has the four types of enterprise in their order', async () => {
    const types = await db('enterprise_types').orderBy('position')
    expect(types.map(type => [type.code, type.name, Boolean(type.offered_for_signing)])).toEqual([
      ['legal', 'Юридическое лицо', true],
      ['entrepreneur', 'Индивидуальный предприниматель', true],
      ['branch', 'Территориально обособленное структурное подразделение', false],
      ['authority', 'Орган власти', true],
    ])
  })
})
