import { down, up } from '../../migrations/202611231810_split_revocation_lists'
import { findListBytes } from '../../src/features/trust/list-bytes.repository'
import { createTestApp, NOW, type TestApp } from '../support/app'

/*
 * The octets of revocation lists moved to parts: no octet gets lost on the way there and back.
 */

let site: TestApp
const der = Buffer.from(Uint8Array.from({ length: 1_500_000 }, (_, i) => i % 251))
const sha256 = 'a'.repeat(64)

beforeEach(async () => {
  site = await createTestApp()
  await down(site.db)
  await site.db('revocation_lists').insert({
    sha256,
    issuer: 'УЦ',
    issuer_name: 'b'.repeat(64),
    scope: 'all',
    this_update: NOW,
    entries: 0,
    source: 'upload',
    current: true,
    added_at: NOW,
    der,
  })
})
afterEach(() => site.destroy())

it('keeps every list, octet for octet, there and back', async () => {
  await up(site.db)
  const moved = await findListBytes(site.db, sha256)
  expect(moved && Buffer.compare(moved, der)).toBe(0)
  await down(site.db)
  const { der: restored } = await site.db('revocation_lists').where({ sha256 }).first('der')
  expect(Buffer.compare(restored, der)).toBe(0)
})
