import request from 'supertest'
import { readTrustFile } from '../../../src/crypto/upload/trust-file'
import { loadTrust } from '../../../src/features/trust/load-trust'
import { begin } from '../../support/applicant'
import { Browser } from '../../support/browser'
import { openSigning, type Signing, signAndUpload } from './signing'

/*
 * Outside the demo mode nothing of the demo authority counts, even where its root was loaded by mistake.
 */

const PRODUCTION = { WEBSBOR_MODE: 'production', SMTP_URL: 'smtp://127.0.0.1:1', MAIL_FROM: 'websbor@websbor.example' }

let site: Signing
beforeAll(async () => {
  site = await openSigning(PRODUCTION)
})
afterAll(() => site.destroy())

it('refuses a signature made with a demo certificate and keeps nothing of it', async () => {
  const browser = await site.applicant()
  await signAndUpload(site, browser)

  expect(browser.status).toBe(422)
  expect(browser.errors[0]?.text).toContain('Подпись создана демонстрационным сертификатом')
  expect(await site.signatures()).toEqual([])
})

it('refuses a demo certificate on «Сертификаты»', async () => {
  const browser = await begin(new Browser(site.app), '00136352')
  await browser.open('/registration/certificates')
  await browser.submit({}, { files: { certificate: { name: 'demo.cer', bytes: site.authority.root.certificate } } })

  expect(browser.status).toBe(422)
  expect(browser.errors[0]?.text).toContain('Это демонстрационный сертификат')
})

it('does not take the demo root into the trust store', async () => {
  const file = readTrustFile(site.authority.root.certificate)
  if (!file.ok) throw new Error('the root is not readable')
  await site.db('trust_certificates').delete()
  const loaded = await loadTrust(site.deps, file, {
    asRoot: true,
    source: 'upload',
    actor: { kind: 'system' },
    staffId: null,
  })

  expect(loaded.certificates).toBe(0)
  expect(loaded.problems[0]).toContain('демонстрационным удостоверяющим центром')
})

it.each(['/demo/sign', '/demo/certificate', '/demo/root.cer', '/demo/mail'])('has no %s', async path => {
  expect((await request(site.app).get(path)).status).toBe(404)
})
