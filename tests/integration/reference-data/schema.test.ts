import type { Knex } from 'knex'
import { down, up } from '../../../migrations/202611220900_create_reference_tables'
import { connect } from '../../../src/db/connection'
import { createDatabase, engine, type TestDatabase } from '../../support/database'

let database: TestDatabase

beforeAll(async () => {
  database = await createDatabase()
})
afterAll(() => database.destroy())

const OFFICE = { id: 1, site_no: '01', short_name: 'ДЕМОСТАТ', full_name: 'Демо', time_zone: 'Europe/Moscow' }
const SUBJECT = { subject_code: '00', office_id: 77, name: 'Демо', territory: '00' }
const CODE = { classifier: 'okogu', code: '4210014', name: 'Демо' }
const TYPE = { code: 'legal', name: 'Демо', offered_for_signing: true, position: 9 }

/** Does it and takes it back; tells what the engine says when it refuses, as a rule with the name of the constraint. */
const answerTo = async (work: (trx: Knex.Transaction) => PromiseLike<unknown>): Promise<string> => {
  const trx = await database.db.transaction()
  try {
    await work(trx)
    return 'taken'
  } catch (error) {
    return (error as Error).message
  } finally {
    await trx.rollback()
  }
}

describe('the database takes', () => {
  it.each([
    ['offices', OFFICE],
    ['offices', { ...OFFICE, code: '00000011', exchange_code: '50-00', mailbox: 'demo@example.invalid' }],
    ['office_subjects', SUBJECT],
    ['classifier_codes', { ...CODE, valid_from: '2026-01-01', valid_to: '2026-01-01' }],
    ['calendar_years', { year: 2028, status: 'official' }],
    ['calendar_days', { day: '2028-02-29', kind: 'off' }],
  ])('into %s: %j', async (table, row) => {
    expect(await answerTo(trx => trx(table).insert(row))).toBe('taken')
  })
})

describe('the database refuses', () => {
  it.each([
    ['offices', { ...OFFICE, site_no: '1' }, 'offices_site_no_check'],
    ['offices', { ...OFFICE, site_no: 'АБ' }, 'offices_site_no_check'],
    ['offices', { ...OFFICE, code: '1234567' }, 'offices_code_check'],
    ['offices', { ...OFFICE, code: '1234567x' }, 'offices_code_check'],
    ['offices', { ...OFFICE, exchange_code: '5000' }, 'offices_exchange_code_check'],
    ['offices', { ...OFFICE, exchange_code: '5-000' }, 'offices_exchange_code_check'],
    ['offices', { ...OFFICE, mailbox: 'demo' }, 'offices_mailbox_check'],
    ['offices', { ...OFFICE, short_name: ' ' }, 'offices_names_check'],
    ['offices', { ...OFFICE, time_zone: null }, 'time_zone'],
    ['offices', { ...OFFICE, code: '02347699' }, 'code'],
    ['offices', { ...OFFICE, site_no: '77' }, 'site_no'],
    ['office_subjects', { ...SUBJECT, subject_code: '50' }, ''],
    ['office_subjects', { ...SUBJECT, office_id: 1 }, ''],
    ['office_subjects', { ...SUBJECT, territory: '1' }, 'office_subjects_territory_check'],
    ['classifier_codes', { ...CODE, classifier: 'okdp' }, 'classifier_codes_classifier_check'],
    ['classifier_codes', { ...CODE, code: '' }, 'classifier_codes_text_check'],
    ['classifier_codes', { ...CODE, code: ' 1' }, 'classifier_codes_text_check'],
    ['classifier_codes', { ...CODE, parent: '4210014' }, 'classifier_codes_parent_check'],
    [
      'classifier_codes',
      { ...CODE, valid_from: '2026-02-01', valid_to: '2026-01-01' },
      'classifier_codes_validity_check',
    ],
    ['classifier_codes', { ...CODE, valid_from: '2026-02-30' }, ''],
    ['classifier_codes', { ...CODE, valid_to: 'никогда' }, ''],
    ['classifier_codes', { classifier: 'okfs', code: '16', name: 'Демо' }, ''],
    ['calendar_years', { year: 2026, status: 'official' }, ''],
    ['calendar_years', { year: 26, status: 'official' }, 'calendar_years_year_check'],
    ['calendar_years', { year: 2028, status: 'draft' }, 'calendar_years_status_check'],
    ['calendar_days', { day: '2026-02-30', kind: 'off' }, ''],
    ['calendar_days', { day: '2026-02-28 10:00', kind: 'odd' }, ''],
    ['calendar_days', { day: '2026-11-04', kind: 'off' }, ''],
    ['calendar_days', { day: '2026-02-28', kind: 'odd' }, 'calendar_days_kind_check'],
    ['enterprise_types', { ...TYPE, code: 'person' }, 'enterprise_types_code_check'],
    ['enterprise_types', TYPE, ''],
  ])('in %s: %j', async (table, row, reason) => {
    const answer = await answerTo(trx => trx(table).insert(row))
    expect(answer).not.toBe('taken')
    expect(answer).toContain(reason)
  })

  it('to lose an office that serves a subject', async () => {
    expect(await answerTo(trx => trx('offices').where({ id: 77 }).delete())).toMatch(/foreign key/i)
  })
})

describe('the migration', () => {
  it('can be taken back and applied again', async () => {
    const seen = await onEmpty(async trx => {
      await up(trx)
      const after = await trx.schema.hasTable('offices')
      await down(trx)
      const left: string[] = []
      for (const table of TABLES) if (await trx.schema.hasTable(table)) left.push(table)
      await up(trx)
      await trx('offices').insert(OFFICE)
      return { after, left, rows: await trx('offices').select('id') }
    })
    expect(seen).toEqual({ after: true, left: [], rows: [{ id: 1 }] })
  })
})

const TABLES = ['offices', 'office_subjects', 'classifier_codes', 'calendar_years', 'calendar_days', 'enterprise_types']

/** Runs on a database without tables: one in memory, or a schema of its own that is rolled back. */
const onEmpty = async <T>(work: (trx: Knex.Transaction) => Promise<T>): Promise<T> => {
  const db = engine === 'sqlite' ? connect({ url: 'sqlite::memory:' }) : database.db
  const trx = await db.transaction()
  try {
    if (engine === 'postgres') {
      await trx.raw('create schema empty_for_migration')
      await trx.raw('set local search_path to empty_for_migration')
    }
    return await work(trx)
  } finally {
    await trx.rollback()
    if (engine === 'sqlite') await db.destroy()
  }
}
