import { keysetPage } from '../../../src/db/keyset'
import { readFilter, registerList } from '../../../src/features/register/register.list'
import { createTestApp, type TestApp } from '../../support/app'
import { engine } from '../../support/database'

let site: TestApp
beforeAll(async () => {
  site = await createTestApp()
})
afterAll(() => site.destroy())

/** How the engine walks to a page of the list; PostgreSQL would gladly read so few rows through. */
const planOf = async (own: number | null, query: Record<string, string>): Promise<string> => {
  const asked: { sql: string; bindings: never[] }[] = []
  const listen = (one: { sql: string; bindings: never[] }) => void asked.push(one)
  site.db.on('query', listen)
  const { list } = await registerList(site.deps, readFilter(query, own))
  await keysetPage(list, { size: 50 })
  site.db.removeListener('query', listen)
  const { sql, bindings } = asked.at(-1) as { sql: string; bindings: never[] }
  if (engine === 'sqlite') {
    const steps: { detail: string }[] = await site.db.raw(`explain query plan ${sql}`, bindings)
    return steps.map(({ detail }) => detail).join('\n')
  }
  const connection = await site.db.client.acquireConnection()
  await connection.query('set enable_seqscan = off; set enable_sort = off; set enable_bitmapscan = off')
  const { rows } = await connection.query(`explain ${sql}`, bindings)
  await connection.query('reset all')
  await site.db.client.releaseConnection(connection)
  return rows.map((row: Record<string, string>) => row['QUERY PLAN']).join('\n')
}

it.each([
  [null, {}, 'organisations_okpo_unique'],
  [null, { state: 'archived' }, 'organisations_all_archived_index'],
  [null, { state: 'blocked' }, 'organisations_all_blocked_index'],
  [42, {}, 'organisations_office_index'],
  [42, { state: 'archived' }, 'organisations_archived_index'],
  [42, { state: 'blocked' }, 'organisations_blocked_index'],
])('An index leads to the list of office %s with %j: nothing is sorted or read through', async (own, query, index) => {
  const plan = await planOf(own, query)
  expect(plan).toContain(index)
  expect(plan).not.toMatch(/TEMP B-TREE|Sort|Seq Scan on organisations(?!_)/)
})
