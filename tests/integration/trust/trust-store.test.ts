import { checkCertificate } from '../../../src/crypto/certificate-check'
import { RevocationList } from '../../../src/crypto/revocation/list'
import { createSignatureChecker } from '../../../src/crypto/signature-checker'
import { findListBytes, keepListBytes } from '../../../src/features/trust/list-bytes.repository'
import { addRevocationList } from '../../../src/features/trust/revocation-lists.repository'
import { addTrustCertificate, listTrustCertificates } from '../../../src/features/trust/trust.repository'
import { TrustStoreCache } from '../../../src/features/trust/trust-store-cache'
import { NOW } from '../../support/app'
import { createDatabase, type TestDatabase } from '../../support/database'
import { hierarchy, revocationList, revokedEntry } from '../../unit/crypto/support/authority'
import { fixture } from '../../unit/crypto/support/files'

let database: TestDatabase
const signatures = createSignatureChecker()
const actor = { kind: 'system' } as const
const at = NOW

beforeEach(async () => {
  database = await createDatabase()
})
afterEach(() => database.destroy())

const cacheOf = (demo = false): TrustStoreCache => new TrustStoreCache(database.db, signatures, { demo })
const trust = (der: Uint8Array, role: 'root' | 'intermediate', demo = false): Promise<boolean> =>
  database.db.transaction(trx => addTrustCertificate(trx, { der, role, demo, addedBy: null, actor, at }))
const keep = (der: Uint8Array, demo = false): Promise<boolean> =>
  database.db.transaction(trx =>
    addRevocationList(trx, {
      list: new RevocationList(der),
      issuer: 'УЦ (демо)',
      source: demo ? 'demo' : 'upload',
      demo,
      actor,
      at,
    }),
  )
const loadFixtures = async (): Promise<void> => {
  await trust(fixture('root.cer'), 'root')
  await trust(fixture('authority.cer'), 'intermediate')
  for (const name of ['root.crl', 'authority.crl']) await keep(fixture(name))
}

describe('the trust store out of the tables', () => {
  it('checks certificates up to the loaded root, with the loaded lists', async () => {
    await loadFixtures()
    const store = await cacheOf().get()
    const check = (name: string) => checkCertificate(fixture(name), store, new Date(NOW)).value
    expect([check('legal.cer'), check('revoked.cer'), check('curve-256-TCA.cer')]).toEqual([
      'valid',
      'invalid',
      'unknown',
    ])
  })

  it('is made once and handed out until something changes, in whichever process', async () => {
    const cache = cacheOf()
    const empty = await cache.get()
    expect(await cache.get()).toBe(empty)
    await loadFixtures()
    const [loaded, twin] = await Promise.all([cache.get(), cache.get()])
    expect(loaded).not.toBe(empty)
    expect(twin).toBe(loaded)
    const root = await database.db('trust_certificates').where({ role: 'root' }).first('id')
    await database.db('trust_certificates').where({ id: root.id }).delete()
    expect((await cache.get()).anchors).toEqual([])
  })

  it('reads a list once, and again only when its issuer has another key', async () => {
    let reads = 0
    const counting = {
      readList: (...given: Parameters<typeof signatures.readList>) => ((reads += 1), signatures.readList(...given)),
    }
    const cache = new TrustStoreCache(database.db, counting, { demo: false })
    await loadFixtures()
    await cache.get()
    expect(reads).toBe(2)
    const { root } = hierarchy()
    await trust(root.der, 'root')
    await cache.get()
    expect(reads).toBe(2)
  })

  it('asks the newest list of an issuer: by its day, and of one second by its number', async () => {
    const { root, authority, signer } = hierarchy()
    await trust(root.der, 'root')
    await trust(authority.der, 'intermediate')
    const day = (text: string) => ({
      issuer: authority,
      thisUpdate: new Date(text),
      nextUpdate: new Date('2039-01-01T00:00:00Z'),
    })
    const clean = revocationList({ ...day('2026-11-02T00:00:00Z'), number: 4 })
    const revoking = revocationList({
      ...day('2026-11-02T00:00:00Z'),
      number: 5,
      revoked: [{ serial: signer.serial, date: new Date('2026-11-01T00:00:00Z') }],
    })
    const late = revocationList({ ...day('2026-11-01T00:00:00Z'), number: 9 })
    for (const der of [revoking, clean, late, revoking]) await keep(der)
    const cache = cacheOf()
    const codes = checkCertificate(signer.der, await cache.get(), new Date(NOW)).lines.map(({ code }) => code)
    expect(codes).toContain('revoked')
    const rows: { number: string; current: unknown }[] = await database.db('revocation_lists').orderBy('id')
    expect(rows.map(({ number, current }) => [number, Boolean(current)])).toEqual([
      ['5', true],
      ['4', false],
      ['9', false],
    ])
    await keep(revocationList({ ...day('2026-11-03T00:00:00Z'), number: 6 }))
    expect(checkCertificate(signer.der, await cache.get(), new Date(NOW)).lines.map(({ code }) => code)).not.toContain(
      'revoked',
    )
  })

  it('keeps a replaced list: a stored verdict names it', async () => {
    const { root } = hierarchy()
    const [older, newer] = [1, 2].map(number => revocationList({ issuer: root, number })) as [Uint8Array, Uint8Array]
    await keep(older)
    await keep(newer)
    const found = await findListBytes(database.db, new RevocationList(older).sha256)
    expect(found && Buffer.compare(found, older)).toBe(0)
  })

  it('keeps a long list in parts, finishes what was cut short, and gives it back octet for octet', async () => {
    const { root } = hierarchy()
    const entry = revokedEntry({ serial: new Uint8Array(20).fill(7) })
    const der = revocationList({ issuer: root, entries: Buffer.concat(Array.from({ length: 30_000 }, () => entry)) })
    const { sha256 } = new RevocationList(der)
    await keepListBytes(database.db, sha256, der)
    const parts = (): Promise<number[]> =>
      database.db('revocation_list_parts').where({ sha256 }).orderBy('part').pluck('part')
    const all = await parts()
    expect(all).toEqual(Array.from({ length: Math.ceil(der.length / 262_144) }, (_, part) => part))
    await database.db('revocation_list_parts').where({ sha256 }).where('part', '>', 0).delete()
    await keep(der)
    expect(await parts()).toEqual(all)
    const found = await findListBytes(database.db, sha256)
    expect(found && Buffer.compare(found, der)).toBe(0)
    expect(await findListBytes(database.db, 'f'.repeat(64))).toBeUndefined()
  })

  it('adds nothing to a list that is there in parts of another size', async () => {
    const { root } = hierarchy()
    const entry = revokedEntry({ serial: new Uint8Array(20).fill(7) })
    const der = revocationList({ issuer: root, entries: Buffer.concat(Array.from({ length: 10_000 }, () => entry)) })
    const { sha256 } = new RevocationList(der)
    await database.db('revocation_list_parts').insert({ sha256, part: 0, bytes: Buffer.from(der) })
    await keep(der)
    const found = await findListBytes(database.db, sha256)
    expect(found && Buffer.compare(found, der)).toBe(0)
  })

  it('has the demo authority in demo mode only', async () => {
    const { root } = hierarchy()
    await trust(root.der, 'root', true)
    await keep(revocationList({ issuer: root }), true)
    const [demo, real] = [await cacheOf(true).get(), await cacheOf(false).get()]
    expect([demo.anchors.length, demo.listsOf(root.name).length]).toEqual([1, 1])
    expect([real.anchors.length, real.listsOf(root.name).length]).toEqual([0, 0])
    expect(await listTrustCertificates(database.db, false)).toEqual([])
  })

  it('lets a certificate change its role, which counts at once', async () => {
    const { root } = hierarchy()
    const cache = cacheOf()
    expect(await trust(root.der, 'intermediate')).toBe(true)
    expect((await cache.get()).anchors).toEqual([])
    expect(await trust(root.der, 'root')).toBe(true)
    expect((await cache.get()).anchors).toHaveLength(1)
    expect(await trust(root.der, 'root')).toBe(false)
  })
})
