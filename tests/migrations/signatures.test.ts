import { down, up } from '../../migrations/202611231800_create_signatures'
import { createTestApp, NOW, type TestApp } from '../support/app'
import { buildApplication } from '../support/application-builder'

/*
 * Signatures of applications moved into tables that hold signatures of anything: they arrive whole, and go back whole.
 */

let site: TestApp
let former: Record<string, unknown>

beforeEach(async () => {
  site = await createTestApp()
  const { id } = await buildApplication(site.deps)
  await down(site.db)
  former = {
    id: 7,
    application_id: id,
    sequence: 1,
    document_sha256: 'a'.repeat(64),
    verdict: 'unknown',
    signer: 'Иванов',
  }
  await site.db('application_signatures').insert({
    ...former,
    document: Buffer.from('документ'),
    cms: Buffer.from([0x30, 0x00]),
    result: '{}',
    received_at: NOW,
    checked_at: NOW,
  })
  const check = { signature_id: 7, checked_at: NOW, verdict: 'unknown', result: '{}' }
  await site.db('application_signature_checks').insert([check, check])
})
afterEach(() => site.destroy())

it('keeps every signature of an application with its checks', async () => {
  await up(site.db)
  const { application_id, ...same } = former
  const [row, ...others] = await site.db('signatures')
  expect(others).toEqual([])
  expect(row).toMatchObject({ ...same, subject_kind: 'application', subject_id: application_id })
  expect(Buffer.from(row.document).toString()).toBe('документ')
  expect(await site.db('signature_checks')).toMatchObject([{ signature_id: 7 }, { signature_id: 7 }])
  expect(await site.db.schema.hasTable('application_signatures')).toBe(false)
})

it('goes on with the next number', async () => {
  await up(site.db)
  const { id: _, ...next } = await site.db('signatures').first()
  const [added] = await site
    .db('signatures')
    .insert({ ...next, sequence: 2 })
    .returning('id')
  expect(added.id).toBe(8)
})

it('is taken back to the former tables, applications alone', async () => {
  await up(site.db)
  const { id: _, ...row } = await site.db('signatures').first()
  await site.db('signatures').insert({ ...row, subject_kind: 'organisation' })
  await down(site.db)
  expect(await site.db('application_signatures')).toMatchObject([former])
  expect(await site.db('application_signature_checks')).toHaveLength(2)
  expect(await site.db.schema.hasTable('signatures')).toBe(false)
})
