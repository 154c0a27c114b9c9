import { readCertificate } from '../../../src/crypto/certificate'
import { addCertificate } from '../../../src/features/certificates/certificates.repository'
import { NOW } from '../../support/app'
import { passCheck } from '../../support/applicant'
import type { Browser } from '../../support/browser'
import { hierarchy } from '../../unit/crypto/support/authority'
import { signedData } from '../../unit/crypto/support/cms'
import { pem } from '../../unit/crypto/support/files'
import { download, openSigning, type Signing, sign, signAndUpload, upload } from './signing'

let site: Signing
let browser: Browser

beforeEach(async () => {
  site = await openSigning()
  browser = await site.applicant()
})
afterEach(() => site.destroy())

describe('a good signature', () => {
  it('is said to be so at once, with its signer, and waits to be sent', async () => {
    const { cms, certificate } = await sign(site, browser)
    await upload(browser, cms)
    expect([browser.status, browser.heading]).toEqual([200, 'Подписание заявки'])
    expect(browser.text).toContain('Заявка подписана Подпись действительна')
    expect(browser.text).toContain('ООО «Ромашка (демо)»')
    const [row, ...others] = await site.signatures()
    expect(others).toEqual([])
    expect(row).toMatchObject({ verdict: 'valid', sequence: null, signer: expect.stringContaining('Ромашка') })
    expect(Uint8Array.from(row?.document as Buffer)).toEqual(await download(browser))
    expect(Uint8Array.from(row?.cms as Buffer)).toEqual(cms)
    const result = JSON.parse(row?.result as string) as {
      signers: [{ certificates: string[]; revocationLists: object[] }]
    }
    expect(result.signers[0].certificates[0]).toBe(Buffer.from(certificate).toString('base64'))
    expect(result.signers[0].revocationLists).toEqual([
      { number: '1', sha256: expect.stringMatching(/^[0-9a-f]{64}$/) },
    ])
    expect(await site.db('signature_checks')).toMatchObject([{ verdict: 'valid', staff_id: null }])
    expect(await site.db('audit_log').where({ event: 'signature.received' })).toHaveLength(1)
  })

  it.each([
    ['attached', (cms: Uint8Array) => cms, true],
    ['in PEM', (cms: Uint8Array) => pem('CMS', cms), false],
    ['in base64', (cms: Uint8Array) => Buffer.from(cms).toString('base64'), false],
    ['attached and in base64', (cms: Uint8Array) => Buffer.from(cms).toString('base64'), true],
  ])('may come %s', async (_how, wrap, attached) => {
    const { cms } = await sign(site, browser, { attached })
    await upload(browser, wrap(cms), 'без расширения')
    expect(browser.text).toContain('Подпись действительна')
  })

  it('may have two signers', async () => {
    await signAndUpload(site, browser, { flaw: 'two_signers' })
    expect(browser.text).toContain('Подпись действительна')
    expect(browser.text).toContain('ООО «Василёк (демо)»')
    expect(browser.text).toContain('Сертификат выдан не на эту организацию')
  })

  it('of somebody else is taken, with a word about it', async () => {
    await signAndUpload(site, browser, { inn: '4299000019', ogrn: null })
    expect(browser.text).toContain('полномочия подписавшего проверит специалист')
    expect(await site.signatures()).toMatchObject([{ verdict: 'valid' }])
  })

  it('uploaded twice, also at once, is one signature; another one takes its place', async () => {
    const { cms } = await sign(site, browser)
    await Promise.all([upload(browser, cms), upload(browser, cms)])
    await upload(browser, cms)
    expect(await site.signatures()).toHaveLength(1)
    const other = await sign(site, browser, { name: 'ООО «Лютик (демо)»' })
    await upload(browser, other.cms)
    expect(await site.signatures()).toMatchObject([{ signer: expect.stringContaining('Лютик') }])
    expect(await site.db('signature_checks')).toHaveLength(1)
  })
})

describe('what could not be checked', () => {
  it('of an unknown authority is taken for a specialist to look at', async () => {
    await signAndUpload(site, browser, { flaw: 'unknown_issuer' })
    expect(browser.status).toBe(200)
    expect(browser.text).toContain('Подпись не удалось проверить. Подпись принята, её проверит специалист')
    expect(browser.text).toContain('Заявка ещё не отправлена')
    expect(await site.signatures()).toMatchObject([{ verdict: 'unknown' }])
  })

  it('without a certificate is looked up among those of the application', async () => {
    const { signer } = hierarchy()
    const codes = async (): Promise<string[]> => {
      const [row] = await site.signatures()
      const { signers } = JSON.parse(row?.result as string) as { signers: [{ lines: { code: string }[] }] }
      return signers[0].lines.map(({ code }) => code)
    }
    await upload(browser, signedData({ document: await download(browser), signer, certificates: [] }))
    expect(browser.text).toContain(
      'Подпись не удалось проверить. Сертификата подписавшего нет ни в файле подписи, ни среди сертификатов организации. Загрузите его в разделе «Сертификаты» и подпишите документ ещё раз или включите сертификат в подпись',
    )
    expect(await codes()).toEqual([
      'certificate_absent',
      'path_unchecked',
      'dates_unchecked',
      'revocation_unchecked',
      'key_usage_unchecked',
      'holder_unchecked',
    ])
    await site.db.transaction(async trx => {
      const { id } = await trx('applications').first('id')
      await addCertificate(trx, id, signer.der, readCertificate(signer.der), NOW)
    })
    await browser.open('/registration/check')
    await passCheck(browser)
    expect(browser.text).toContain('После подписания заявка изменилась')
    await upload(browser, signedData({ document: await download(browser), signer, certificates: [] }))
    expect(await codes()).toEqual(expect.arrayContaining(['signature_right', 'issuer_unknown']))
  })
})

it('does nothing without the token, and keeps the confirmation of the warnings', async () => {
  const { cms } = await sign(site, browser)
  await browser.submit(
    {},
    { press: 'Загрузить подпись', forge: { _csrf: 'x' }, files: { signature: { name: 'a', bytes: cms } } },
  )
  expect([browser.status, browser.heading]).toEqual([403, 'Подписание заявки'])
  expect(await site.signatures()).toEqual([])
  await upload(browser, cms)
  expect(browser.text).toContain('Подпись действительна')
})
