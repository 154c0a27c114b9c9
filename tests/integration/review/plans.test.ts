import type { Knex } from 'knex'
import { keysetPage, type List } from '../../../src/db/keyset'
import { LISTS, type ListName, type OfficeStaff, queueList } from '../../../src/features/review/queue.lists'
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
  await connection.query(NO_SHORT_CUTS)
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

const pages = (list: () => List) => async (): Promise<void> => {
  const { next } = await keysetPage<{ id: number }>(list(), { size: 2 })
  const second = await keysetPage<{ id: number }>(list(), { size: 2, cursor: next })
  await keysetPage<{ id: number }>(list(), { size: 2, cursor: second.previous })
}

const search = (typed: string) => pages(() => foundList(site.db, STAFF.officeId, readSearch(typed) as Search))

const INDEXES: Record<ListName, string> = {
  submitted: 'applications_queue_index',
  in_review: 'applications_queue_index',
  mine: 'applications_assigned_index',
  overdue: 'applications_waiting_index',
  returned: 'applications_queue_index',
  approved: 'applications_closed_index',
  rejected: 'applications_closed_index',
  withdrawn: 'applications_closed_index',
  all: 'applications_office_index',
}

const LOOKS: [string, () => Promise<unknown>, string][] = [
  ...(Object.keys(LISTS) as ListName[]).map((name): [string, () => Promise<unknown>, string] => [
    `the list «${LISTS[name]}»`,
    pages(() => queueList(site.db, STAFF, name, NOW)),
    INDEXES[name],
  ]),
  ['a search by the beginning of an ОКПО or ИНН', search('1000'), 'applications_office_okpo_index'],
  ['a search by words of the name', search('ООО Пример'), 'applications_office_index'],
  [
    'what is related',
    () => findRelated(site.db, { id: 1, inn: '7700000001', okpo: '10000001' }),
    'applications_inn_index',
  ],
]

it.each(LOOKS)('An index serves %s: nothing is sorted or read through', async (_what, work, index) => {
  const queries = (await asked(work)).filter(({ sql }) => /from [`"]applications[`"]/.test(sql))
  const plans = await Promise.all(queries.map(query => planOf(site.db, query)))
  expect(plans.join('\n\n')).toContain(index)
  for (const plan of plans) expect(plan).not.toMatch(WASTE)
})
