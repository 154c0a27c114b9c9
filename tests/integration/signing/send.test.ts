import { readCertificate } from '../../../src/crypto/certificate'
import { deleteExpiredDrafts } from '../../../src/features/applications/applications.repository'
import { addCertificate } from '../../../src/features/certificates/certificates.repository'
import { NOW } from '../../support/app'
import { FREE_OKPO, passCheck } from '../../support/applicant'
import type { Browser } from '../../support/browser'
import { buildStaff } from '../../support/builders'
import { signIn } from '../../support/sign-in'
import { issue, nameOf } from '../../unit/crypto/support/authority'
import { download, openSigning, type Signing, sendSigned, sendUnsigned, sign, signAndUpload, upload } from './signing'

let site: Signing
let browser: Browser

beforeEach(async () => {
  site = await openSigning()
  browser = await site.applicant()
})
afterEach(() => site.destroy())

const said = (): string[] => browser.errors.map(({ text }) => text)

describe('a signed application', () => {
  it('is handed in with the very bytes that were signed', async () => {
    const document = await download(browser)
    await signAndUpload(site, browser)
    await sendSigned(browser)
    expect(browser.text).toContain('Заявка отправлена')
    expect(await site.row()).toMatchObject({ status: 'submitted', submissions: 1 })
    expect(Boolean((await site.row()).signed)).toBe(true)
    const submission = await site.db('application_submissions').first('xml', 'xml_sha256')
    expect(Uint8Array.from(submission.xml)).toEqual(document)
    expect(await site.signatures()).toMatchObject([{ sequence: 1, document_sha256: submission.xml_sha256 }])
  })

  it('is handed in with a signature that could not be checked', async () => {
    await signAndUpload(site, browser, { flaw: 'unknown_issuer' })
    await sendSigned(browser)
    expect(Boolean((await site.row()).signed)).toBe(true)
    expect(await site.signatures()).toMatchObject([{ sequence: 1, verdict: 'unknown' }])
  })

  it('is one, however often it is sent', async () => {
    await signAndUpload(site, browser)
    await Promise.all([sendSigned(browser), sendSigned(browser)])
    expect(browser.text).toContain('Заявка отправлена')
    await browser.open('/registration/signing')
    expect(browser.text).toContain('Заявка отправлена')
    expect(await site.db('application_submissions')).toHaveLength(1)
    expect(await site.db('outbox_letters').where({ kind: 'application_submitted' })).toHaveLength(1)
    expect(await site.signatures()).toHaveLength(1)
  })

  it('takes the certificate of its signer along by a tick, and the signed bytes stay as they are', async () => {
    const { cms, certificate } = await sign(site, browser)
    const document = await download(browser)
    await upload(browser, cms)
    await sendSigned(browser, { addCertificates: 'yes' })
    const [added, ...others] = await site
      .db('application_certificates')
      .join('certificates', 'certificates.id', 'certificate_id')
      .select('der')
    expect(others).toEqual([])
    expect(Uint8Array.from(added.der)).toEqual(certificate)
    expect(Uint8Array.from((await site.db('application_submissions').first('xml')).xml)).toEqual(document)
    expect(await site.db('audit_log').where({ event: 'application.certificate_added' })).toHaveLength(1)
    const { login } = await buildStaff(site.db)
    const specialist = await signIn(site.app, login, '/office/sign-in')
    await specialist.open(`/office/applications/${(await site.row()).id as number}`)
    expect(specialist.text).toContain('Сертификат подписавшегодобавлен к заявке')
  })

  it('takes no certificate along beyond the limit of ten, says so, and is sent all the same', async () => {
    const { id } = await site.row()
    for (let i = 0; i < 10; i++) {
      const { der } = issue({ name: nameOf(`Сертификат ${i}`) })
      await addCertificate(site.db, id as number, der, readCertificate(der), NOW)
    }
    await browser.open('/registration/check')
    await passCheck(browser)
    await signAndUpload(site, browser)
    expect(browser.$('[name=addCertificates]')).toHaveLength(0)
    expect(browser.text).toContain(
      'К заявке можно приложить не больше 10 сертификатов, поэтому сертификат подписавшего к ней не добавить. Отправить заявку с подписью это не мешает.',
    )
    await browser.submit({}, { press: 'Отправить заявку на регистрацию', forge: { addCertificates: 'yes' } })
    expect(browser.text).toContain('Заявка отправлена')
    expect(await site.db('application_certificates')).toHaveLength(10)
    expect(await site.signatures()).toMatchObject([{ sequence: 1 }])
  })

  it('leaves the certificate out without the tick', async () => {
    await signAndUpload(site, browser)
    await sendSigned(browser)
    expect(await site.db('application_certificates')).toEqual([])
  })

  it('does not offer a certificate that is loaded already', async () => {
    const { cms, certificate } = await sign(site, browser)
    await browser.open('/registration/certificates')
    await browser.submit({}, { press: 'Загрузить', files: { certificate: { name: 'a.cer', bytes: certificate } } })
    await browser.open('/registration/check')
    await browser.submit(browser.$('[name=confirmWarnings]').length > 0 ? { confirmWarnings: 'yes' } : {}, {
      press: 'Далее: подписание заявки',
    })
    await upload(browser, cms)
    expect(said()[0]).toContain('Подписан другой файл')
    await signAndUpload(site, browser)
    expect(browser.$('[name=addCertificates]')).toHaveLength(1)
  })
})

describe('without a signature', () => {
  it('an application is handed in as ever, and a signature that waited is dropped', async () => {
    await signAndUpload(site, browser)
    await sendUnsigned(browser)
    expect(browser.text).toContain('Заявка отправлена')
    expect(Boolean((await site.row()).signed)).toBe(false)
    expect(await site.signatures()).toEqual([])
  })

  it('nothing is handed in as signed', async () => {
    await browser.submit({}, { press: 'Отправить без подписи', forge: { way: 'signed' } })
    expect([browser.status, said()]).toEqual([409, [expect.stringContaining('Подпись не относится к заявке')]])
    expect(await site.row()).toMatchObject({ status: 'draft' })
  })

  it('and without the token nothing is done before the button is pressed again', async () => {
    await browser.submit({}, { press: 'Отправить без подписи', forge: { _csrf: 'x' } })
    expect(browser.status).toBe(403)
    expect(await site.row()).toMatchObject({ status: 'draft' })
    await browser.submit()
    expect(browser.text).toContain('Заявка отправлена')
  })

  it('an application of an organisation that somebody else has just registered is refused', async () => {
    await signAndUpload(site, browser)
    const other = await site.applicant(FREE_OKPO)
    await sendUnsigned(other)
    await sendSigned(browser)
    expect(browser.status).toBe(409)
    expect(said()).toHaveLength(1)
    expect(await site.signatures()).toMatchObject([{ sequence: null }])
  })
})

it('a returned application is signed anew, and both signatures are kept', async () => {
  await signAndUpload(site, browser)
  await sendSigned(browser)
  await site.db('applications').update({ status: 'returned' })
  await site.db('application_counts').update({ status: 'returned' })
  await browser.open('/registration/general')
  await browser.submit({ postalAddress: '650000, Кемерово, Советский проспект, 2' })
  await browser.open('/registration/check')
  await browser.submit({ confirmWarnings: 'yes' }, { press: 'Далее: подписание заявки' })
  expect(browser.text).not.toContain('Заявка подписана')
  await signAndUpload(site, browser)
  await sendSigned(browser)
  expect(await site.signatures()).toMatchObject([{ sequence: 1 }, { sequence: 2 }])
  expect(new Set((await site.signatures()).map(row => row.document_sha256)).size).toBe(2)
})

it('a draft that ran out takes its signature with it', async () => {
  await signAndUpload(site, browser)
  await site.db('applications').update({ expires_at: '2026-01-01T00:00:00.000Z' })
  expect(await deleteExpiredDrafts(site.db, NOW)).toBe(1)
  expect(await site.signatures()).toEqual([])
  expect(await site.db('signature_checks')).toEqual([])
})
