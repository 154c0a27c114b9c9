import { RevocationList } from '../../../src/crypto/revocation/list'
import { checkSignature, type UploadedSignature } from '../../../src/features/signatures/check-signature'
import { recheckUndecided } from '../../../src/features/signatures/recheck-all'
import { recheckSignature } from '../../../src/features/signatures/recheck-signature'
import { findPending, findSent, markSent, storeSignature } from '../../../src/features/signatures/signatures.repository'
import { addRevocationList } from '../../../src/features/trust/revocation-lists.repository'
import {
  addTrustCertificate,
  removeTrustCertificate,
  type TrustRole,
} from '../../../src/features/trust/trust.repository'
import { createTestApp, NOW, type TestApp } from '../../support/app'
import { hierarchy, type Party, revocationList } from '../../unit/crypto/support/authority'
import { signedData } from '../../unit/crypto/support/cms'

/*
 * The one check of a signature, for whatever is signed: what it gives, what is kept of it, and how it is repeated.
 */

const SYSTEM = { kind: 'system' } as const
const ORGANISATION = { inn: '7736050003', ogrn: null }
const document = Uint8Array.from(Buffer.from('Отчёт, вызов для входа или что угодно ещё'))
const receivedAt = new Date(NOW)

let site: TestApp
let pki: ReturnType<typeof hierarchy>

const trust = (role: TrustRole, { der }: Party): Promise<boolean> =>
  addTrustCertificate(site.db, { der, role, addedBy: null, actor: SYSTEM, at: NOW })
const addList = async (issuer: Party, number: number, revoked: { serial: Uint8Array; date: Date }[] = []) => {
  const thisUpdate = new Date('2026-11-22T00:00:00Z')
  const list = new RevocationList(revocationList({ issuer, number, thisUpdate, revoked }))
  await addRevocationList(site.db, { list, issuer: 'УЦ', source: 'upload', actor: SYSTEM, at: NOW })
}
const removeFromStore = async (role: TrustRole): Promise<void> => {
  const { id } = await site.db('trust_certificates').where({ role }).first('id')
  await removeTrustCertificate(site.db, id, { actor: SYSTEM, at: NOW })
}
const check = (given: Partial<UploadedSignature> = {}) => {
  const file = signedData({ document, signer: pki.signer })
  return checkSignature(site.deps, { document, file, receivedAt, organisation: ORGANISATION, ...given })
}

beforeEach(async () => {
  site = await createTestApp()
  pki = hierarchy()
  await trust('root', pki.root)
  await trust('intermediate', pki.authority)
  await addList(pki.root, 1)
  await addList(pki.authority, 1)
})
afterEach(() => site.destroy())

describe('the check of a signature', () => {
  it('gives the verdict, a sentence for the respondent, the parts for the specialist and the certificate', async () => {
    const checked = await check()
    expect(checked).toMatchObject({ verdict: 'valid', sentence: 'Подпись действительна', parts: [] })
    const [signer] = checked.signers
    expect(signer?.certificate?.details.commonName).toBe('Подписант (демо)')
    expect(new Set(signer?.parts.map(({ title, word }) => `${title}: ${word}`))).toEqual(
      new Set([
        'Подпись и документ: верно',
        'Цепочка сертификатов: верно',
        'Сроки: верно',
        'Отзыв сертификатов: верно',
        'Назначение ключа: верно',
        'Владелец и организация: обратите внимание',
      ]),
    )
  })

  it('compares the holder with nobody when there is no organisation, as at signing in', async () => {
    const { verdict, signers } = await check({ organisation: null })
    expect(verdict).toBe('valid')
    expect(signers[0]?.parts.map(({ title }) => title)).not.toContain('Владелец и организация')
  })

  it('finds the signer, and an issuer that the store has not, among the certificates it is given', async () => {
    await removeFromStore('intermediate')
    const file = signedData({ document, signer: pki.signer, certificates: [] })
    expect(await check({ file })).toMatchObject({ verdict: 'unknown', signers: [{ certificate: null }] })
    expect(await check({ file, certificates: [pki.signer.der] })).toMatchObject({
      verdict: 'unknown',
      sentence: 'Подпись не удалось проверить. Подпись принята, её проверит специалист. Ничего делать не нужно',
    })
    expect(await check({ file, certificates: [pki.signer.der, pki.authority.der] })).toMatchObject({ verdict: 'valid' })
  })

  it('has no signer where the file is no signature', async () => {
    const checked = await check({ file: Uint8Array.from(Buffer.from('не подпись')) })
    expect(checked).toMatchObject({ verdict: 'invalid', signers: [], parts: [{ value: 'invalid' }] })
    expect(checked.sentence).toContain('Это не файл подписи')
  })
})

describe('what is kept of a check', () => {
  const REPORT = { kind: 'organisation', id: 17 } as const

  it('waits for its subject to be sent, one at a time, and stays with that sending', async () => {
    const { stored } = await check()
    await storeSignature(site.db, REPORT, stored)
    const id = await storeSignature(site.db, REPORT, stored)
    expect(await site.db('signatures')).toHaveLength(1)
    expect(await findPending(site.db, REPORT)).toMatchObject({ ...stored, id, subject: REPORT, sequence: null })
    await markSent(site.db, id, 1)
    expect(await findPending(site.db, REPORT)).toBeUndefined()
    expect(await findSent(site.db, REPORT, 1)).toMatchObject({ id, verdict: 'valid' })
    expect(await findSent(site.db, { ...REPORT, id: 18 }, 1)).toBeUndefined()
    expect(await findSent(site.db, { kind: 'application', id: 17 }, 1)).toBeUndefined()
  })

  it('is kept at once where the subject is sent together with it, once a sending', async () => {
    const { stored } = await check()
    await storeSignature(site.db, REPORT, stored, 1)
    await storeSignature(site.db, REPORT, stored, 2)
    await expect(storeSignature(site.db, REPORT, stored, 2)).rejects.toMatchObject({
      message: expect.stringMatching(/unique/i),
    })
    expect(await site.db('signature_checks')).toHaveLength(2)
  })

  it('is enough to repeat the check when the issuers and their lists have gone from the store', async () => {
    const { stored } = await check()
    const id = await storeSignature(site.db, REPORT, stored, 1)
    await removeFromStore('intermediate')
    await site.db('revocation_lists').update({ current: false })
    site.setNow('2031-01-01T00:00:00.000Z')

    expect(await recheckSignature(site.deps, id, SYSTEM, null)).toEqual({ before: 'valid', after: 'valid' })
    const [first, second] = await site.db('signature_checks').orderBy('id')
    expect(JSON.parse(second.result)).toEqual(JSON.parse(first.result))
    expect(await site.db('audit_log').where({ event: 'signature.rechecked' })).toMatchObject([
      { subject_kind: 'organisation', subject_id: 17 },
    ])
  })

  it('gives way to a newer list that withdraws the certificate', async () => {
    const { stored } = await check()
    const id = await storeSignature(site.db, REPORT, stored, 1)
    await addList(pki.authority, 2, [{ serial: pki.signer.serial, date: new Date('2026-11-01T00:00:00Z') }])

    expect(await recheckSignature(site.deps, id, SYSTEM, null)).toEqual({ before: 'valid', after: 'invalid' })
  })

  it('rests on the roots of today: a root that was taken out carries nothing any more', async () => {
    const { stored } = await check()
    const id = await storeSignature(site.db, REPORT, stored, 1)
    await removeFromStore('root')

    expect(await recheckSignature(site.deps, id, SYSTEM, null)).toEqual({ before: 'valid', after: 'unknown' })
  })

  it('is found by the command whatever was signed, once it was sent', async () => {
    await removeFromStore('root')
    const { stored } = await check()
    await storeSignature(site.db, { ...REPORT, id: 1 }, stored)
    const sent = await storeSignature(site.db, REPORT, stored, 1)
    await trust('root', pki.root)

    expect(await recheckUndecided(site.deps)).toEqual([`signature ${sent}: unknown -> valid`])
    expect(await recheckUndecided(site.deps)).toEqual([])
  })

  it('is nothing that is not there', async () => {
    expect(await recheckSignature(site.deps, 999, SYSTEM, null)).toBeUndefined()
  })
})
