import type { Knex } from 'knex'
import { keysetPage, type List } from '../../../src/db/keyset'
import { LISTS, type ListName, type OfficeStaff, queueList } from '../../../src/features/review/queue.lists'
import { foundList, readSearch, type Search } from '../../../src/features/review/queue.search'
import { findRelated } from '../../../src/features/review/related.repository'
import { createTestApp, NOW, type TestApp } from '../../support/app'
import { buildApplication } from '../../support/application-builder'
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
  for (let index = 0; index < 5; index += 1) await buildApplication(site.deps)
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

/** How the engine would do it. With few rows PostgreSQL reads them all unless told that it is dear. */
const planOf = async (db: Knex, { sql, bindings }: Query): Promise<string> => {
  if (engine === 'sqlite') {
    const steps: { detail: string }[] = await db.raw(`explain query plan ${sql}`, bindings as Knex.RawBinding[])
    return steps.map(({ detail }) => detail).join('\n')
  }
  const connection = await db.client.acquireConnection()
  try {
    await connection.query('set enable_seqscan = off; set enable_sort = off; set enable_bitmapscan = off')
    const { rows } = await connection.query(`explain ${sql}`, bindings)
    return rows.map((row: Record<string, string>) => row['QUERY PLAN']).join('\n')
  } finally {
    await connection.query('reset all')
    await db.client.releaseConnection(connection)
  }
}

const WASTE =
  engine === 'sqlite' ? /SCAN applications(?! USING)|TEMP B-TREE FOR ORDER BY/ : /Seq Scan on applications|Sort/

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
  ['a search by number', search('2026-000001'), 'applications_number_unique'],
  ['a search by the beginning of an ОКПО or ИНН', search('70000'), 'applications_office_okpo_index'],
  ['a search by words of the name', search('ООО Пример'), 'applications_office_index'],
  [
    'what is related',
    () => findRelated(site.db, { id: 1, inn: '7736050003', okpo: '70000018' }),
    'applications_inn_index',
  ],
]

it.each(LOOKS)('An index serves %s: nothing is sorted or read through', async (_what, work, index) => {
  const queries = (await asked(work)).filter(({ sql }) => /from [`"]applications[`"]/.test(sql))
  const plans = await Promise.all(queries.map(query => planOf(site.db, query)))
  expect(plans.join('\n\n')).toContain(index)
  for (const plan of plans) expect(plan).not.toMatch(WASTE)
})
