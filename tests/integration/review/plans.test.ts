import type { Knex } from 'knex'
import { keysetPage, type List } from '../../../src/db/keyset'
import { filtered } from '../../../src/features/review/queue.filters'
import { LISTS, type ListName, type OfficeStaff, queueList, SORTS } from '../../../src/features/review/queue.lists'
import { foundList, readSearch, type Search } from '../../../src/features/review/queue.search'
import { findRelated } from '../../../src/features/review/related.repository'
import { createTestApp, NOW, type TestApp } from '../../support/app'
import { buildCrowd } from '../../support/application-crowd'
import { buildStaff } from '../../support/builders'
import { engine } from '../../support/database'

const STAFF: OfficeStaff = {
  kind: 'staff',
  staffId: 1,
  name: 'Специалист',
  role: 'specialist',
  officeId: 42,
  timeZone: 'Asia/Novokuznetsk',
}

let site: TestApp

beforeAll(async () => {
  site = await createTestApp()
  const { id } = await buildStaff(site.db)
  await buildCrowd(site.db, { rows: 20_000, staff: [id], offices: [42, 41], until: new Date(NOW) })
  if (engine === 'postgres') await site.db.raw('analyze')
})
afterAll(() => site.destroy())

type Query = { sql: string; bindings: unknown[] }

/** Everything that was asked of the database while `work` ran. */
const asked = async (work: () => Promise<unknown>): Promise<Query[]> => {
  const queries: Query[] = []
  const listen = ({ sql, bindings }: Query) => void queries.push({ sql, bindings })
  site.db.on('query', listen)
  await work()
  site.db.removeListener('query', listen)
  return queries
}

/** How the engine would do it. PostgreSQL is told to take no short cuts: it would gladly sort so few rows. */
const planOf = async (db: Knex, { sql, bindings }: Query): Promise<string> => {
  if (engine === 'sqlite') {
    const steps: { detail: string }[] = await db.raw(`explain query plan ${sql}`, bindings as Knex.RawBinding[])
    return steps.map(({ detail }) => detail).join('\n')
  }
  const connection = await db.client.acquireConnection()
  // The index of words knows no other way than a bitmap.
  await connection.query(sql.includes('tsquery') ? 'set enable_seqscan = off' : NO_SHORT_CUTS)
  const { rows } = await connection.query(`explain ${sql}`, bindings)
  await connection.query('reset all')
  await db.client.releaseConnection(connection)
  return rows.map((row: Record<string, string>) => row['QUERY PLAN']).join('\n')
}

const WASTE =
  engine === 'sqlite' ? /SCAN applications(?! USING)|TEMP B-TREE FOR ORDER BY/ : /Seq Scan on applications|Sort/

const NO_SHORT_CUTS = ['seqscan', 'sort', 'incremental_sort', 'bitmapscan']
  .map(way => `set enable_${way} = off`)
  .join(';')

const pages = (list: () => List | Promise<List>) => async (): Promise<void> => {
  const { next } = await keysetPage<{ id: number }>(await list(), { size: 2 })
  const second = await keysetPage<{ id: number }>(await list(), { size: 2, cursor: next })
  await keysetPage<{ id: number }>(await list(), { size: 2, cursor: second.previous })
}

const search = (typed: string) => pages(() => foundList(site.db, STAFF.officeId, readSearch(typed) as Search))

const FILTERS = { kind: 'registration', channel: 'web', type: 'legal', signed: 'no', differs: 'no', who: '1' } as const

/** The index of each list by deadline, and by the time of sending. */
const INDEXES: Record<ListName, [string, string]> = {
  submitted: ['applications_queue_index', 'applications_closed_index'],
  in_review: ['applications_queue_index', 'applications_closed_index'],
  mine: ['applications_assigned_index', 'applications_assigned_sent_index'],
  today: ['applications_waiting_index', 'applications_waiting_sent_index'],
  overdue: ['applications_waiting_index', 'applications_waiting_sent_index'],
  returned: ['applications_queue_index', 'applications_closed_index'],
  approved: ['applications_queue_index', 'applications_closed_index'],
  rejected: ['applications_queue_index', 'applications_closed_index'],
  withdrawn: ['applications_queue_index', 'applications_closed_index'],
  all: ['applications_office_due_index', 'applications_office_index'],
}

const LOOKS: [string, () => Promise<unknown>, string][] = [
  ...(Object.keys(LISTS) as ListName[]).flatMap(name =>
    SORTS.flatMap(sort => {
      const list = () => queueList(site.db, STAFF, name, new Date(NOW), sort)
      const index = INDEXES[name][sort.endsWith('due') ? 0 : 1]
      return [
        [`the list «${LISTS[name]}» in the order «${sort}»`, pages(list), index],
        [`the same with every filter`, pages(() => filtered(list(), FILTERS, STAFF)), index],
      ] as [string, () => Promise<unknown>, string][]
    }),
  ),
  ['a search by the beginning of an ОКПО or ИНН', search('1000'), 'applications_office_okpo_index'],
  ['a search by words that half of all names have', search('ООО частое'), 'applications_office_index'],
  [
    'what is related',
    () => findRelated(site.db, { id: 1, inn: '7700000001', okpo: '10000001', email: 'a@primer.example' }),
    'applications_inn_index',
  ],
]

it.each(LOOKS)('An index serves %s: nothing is sorted or read through', async (_what, work, index) => {
  const queries = (await asked(work)).filter(({ sql }) => /from [`"]?applications[`" ]/.test(sql))
  const plans = await Promise.all(queries.map(query => planOf(site.db, query)))
  // PostgreSQL may walk a wider index where three of four rows pass.
  if (engine === 'sqlite') expect(plans.join('\n\n')).toContain(index)
  for (const plan of plans) expect(plan).not.toMatch(WASTE)
})

it('Words of a name are found by their index, whatever else the office has', async () => {
  const queries = (await asked(search('ООО «Образец 1000» редкое'))).filter(({ sql }) => /words|tsquery/.test(sql))
  const plans = await Promise.all(queries.map(query => planOf(site.db, query)))
  expect(plans.length).toBeGreaterThan(1)
  for (const plan of plans) {
    expect(plan).toContain(engine === 'sqlite' ? 'application_words VIRTUAL TABLE' : 'applications_words_index')
    expect(plan).not.toMatch(/(SCAN|Seq Scan on) applications|office_id=/)
  }
})
