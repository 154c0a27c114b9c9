import type { Knex } from 'knex'
import { RevocationList } from '../../../src/crypto/revocation/list'
import { connect } from '../../../src/db/connection'
import { certificateEnds } from '../../../src/features/demo-authority/authority'
import { ensureAuthority, ensureSigner } from '../../../src/features/demo-authority/ensure-authority'
import { listCurrentLists } from '../../../src/features/trust/revocation-lists.repository'
import { listTrustCertificates } from '../../../src/features/trust/trust.repository'
import { NOW } from '../../support/app'
import { createDatabase, engine, type TestDatabase } from '../../support/database'

const now = new Date(NOW)
const company = { name: 'ООО «Ромашка (демо)»', inn: '4299000019', ogrn: '1994200000012' }

let database: TestDatabase
beforeEach(async () => {
  database = await createDatabase()
})
afterEach(() => database.destroy())

/**
 * The connection of another process. On SQLite the same one: two that wait for each other's lock in one thread stop it,
 * and the race is between the question and the transaction, which stand in one queue there.
 */
const elsewhere = (): { other: Knex; close: () => Promise<void> } => {
  if (engine === 'sqlite') return { other: database.db, close: async () => undefined }
  const other = connect({ url: database.url, poolSize: 2 })
  return { other, close: () => other.destroy() }
}

describe('The demo authority of a database', () => {
  it('is made once and is the same ever after, key and all', async () => {
    const { db } = database
    const first = await ensureAuthority(db, now)
    const second = await ensureAuthority(db, new Date(now.getTime() + 1e10))
    expect(second).toEqual(first)
    expect(await db('demo_authority').count({ count: '*' }).first()).toEqual({ count: 1 })
  })

  it('is one, also when two processes begin at the same time', async () => {
    const { db } = database
    const { other, close } = elsewhere()
    const made = await Promise.all([ensureAuthority(db, now), ensureAuthority(other, now), ensureAuthority(db, now)])
    await close()
    const [first] = made
    expect(made.map(({ root }) => root.certificate)).toEqual(made.map(() => first?.root.certificate))
    expect(await listTrustCertificates(db, true)).toHaveLength(1)
    expect(await listCurrentLists(db, true)).toHaveLength(1)
  })

  it('is trusted in demo mode and nobody outside of it', async () => {
    const { db } = database
    const { root, revocationList } = await ensureAuthority(db, now)
    const [trusted] = await listTrustCertificates(db, true)
    expect(trusted).toMatchObject({ role: 'root', demo: true })
    expect(Uint8Array.from(trusted?.der ?? [])).toEqual(root.certificate)
    const [list] = await listCurrentLists(db, true)
    expect(list).toMatchObject({
      sha256: new RevocationList(revocationList).sha256,
      issuer: 'Демонстрационный УЦ (ненастоящий)',
      source: 'demo',
      number: '1',
    })
    expect(await listTrustCertificates(db, false)).toEqual([])
    expect(await listCurrentLists(db, false)).toEqual([])
  })

  it('is not trusted again by itself after an administrator has taken it out', async () => {
    const { db } = database
    await ensureAuthority(db, now)
    await db('trust_certificates').delete()
    await ensureAuthority(db, now)
    expect(await listTrustCertificates(db, true)).toEqual([])
  })

  it('cannot stand in the table twice', async () => {
    const { db } = database
    await ensureAuthority(db, now)
    const { id, ...row } = await db('demo_authority').first()
    // SQLITE_CONSTRAINT_…, or a class 23 of PostgreSQL. (SQLite's errors are none in the eyes of toThrow.)
    const refusal = { code: expect.stringMatching(/CONSTRAINT|^23/) }
    await expect(db('demo_authority').insert({ id, ...row })).rejects.toMatchObject(refusal)
    await expect(db('demo_authority').insert({ id: 2, ...row })).rejects.toMatchObject(refusal)
  })
})

describe('The demo certificate of an organisation', () => {
  it('stays the same until it nears its end', async () => {
    const { db } = database
    const first = await ensureSigner(db, company, now)
    expect(await ensureSigner(db, company, new Date(now.getTime() + 1e10))).toEqual(first)
    const later = await ensureSigner(db, company, certificateEnds(now))
    expect(later.certificate).not.toEqual(first.certificate)
  })

  it('is another for another organisation, or for one whose numbers changed', async () => {
    const { db } = database
    const holders = [company, { ...company, ogrn: null }, { ...company, name: 'ООО «Ромашка-2 (демо)»' }]
    const signers = []
    for (const holder of holders) signers.push(await ensureSigner(db, holder, now))
    expect(new Set(signers.map(({ certificate }) => Buffer.from(certificate).toString('hex'))).size).toBe(3)
    expect(await ensureSigner(db, { ...company, ogrn: null }, now)).toEqual(signers[1])
  })

  it('is issued once, also when two ask at the same time', async () => {
    const { db } = database
    const { other, close } = elsewhere()
    await ensureAuthority(db, now)
    const [first, second] = await Promise.all([ensureSigner(db, company, now), ensureSigner(other, company, now)])
    await close()
    expect(second).toEqual(first)
  })
})
