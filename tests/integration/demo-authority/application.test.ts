import { TrustStoreCache } from '../../../src/features/trust/trust-store-cache'
import { createTestApp, type TestApp } from '../../support/app'
import { fill, GENERAL, passCheck } from '../../support/applicant'
import { Browser } from '../../support/browser'
import { download, sendSigned, upload } from '../signing/signing'
import { postForFile } from './posting'

let site: TestApp
let applicant: Browser
let document: Uint8Array

beforeAll(async () => {
  site = await createTestApp()
  applicant = await passCheck(await fill(new Browser(site.app)))
  document = await download(applicant)
})
afterAll(() => site.destroy())

const sign = async (bytes: Uint8Array): Promise<Uint8Array> => {
  const { body } = await postForFile(site.app, '/demo/sign', {}, { name: 'application.xml', bytes })
  return Uint8Array.from(body)
}

describe('An application that is signed without any crypto tool', () => {
  it('is refused with the signature of another file', async () => {
    const other = Buffer.from(Buffer.from(document).toString().replace('Пример', 'Образец'))
    await upload(applicant, await sign(other))
    expect(applicant.status).toBe(422)
    expect(applicant.errors.map(({ text }) => text).join()).toContain('Подписан другой файл')
  })

  it('is valid in every part, goes out, and tells the organisation by its ИНН', async () => {
    await upload(applicant, await sign(document))
    expect(applicant.errors).toEqual([])
    expect(applicant.text).toContain('Заявка подписана')
    await sendSigned(applicant)
    expect(applicant.text).toContain('Заявка отправлена')
    const signature = await site.db('signatures').first()
    expect(signature.verdict).toBe('valid')
    expect(JSON.stringify(signature)).toContain(GENERAL.inn)
  })

  it('could not be verified outside demo mode: nobody there trusts the demo authority', async () => {
    const cms = await sign(document)
    const organisation = { inn: GENERAL.inn ?? '', ogrn: GENERAL.ogrn ?? null }
    const request = { file: cms, document, receivedAt: site.deps.clock(), organisation }
    const { signatures, db } = site.deps
    const judge = async (demo: boolean) =>
      signatures.check(request, await new TrustStoreCache(db, signatures, { demo }).get())
    expect((await judge(true)).value).toBe('valid')
    const outside = await judge(false)
    expect(outside.value).toBe('unknown')
    expect(outside.signers[0]?.lines.map(({ code }) => code)).toContain('issuer_unknown')
  })
})
