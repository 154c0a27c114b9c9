import { generateKeyPairSync } from 'node:crypto'
import type { Browser } from '../../support/browser'
import { type Flaw, signForTest } from '../../support/demo-signature'
import { fixture } from '../../unit/crypto/support/files'
import { download, openSigning, type Signing, sign, signAndUpload, upload } from './signing'

let site: Signing
let browser: Browser

beforeEach(async () => {
  site = await openSigning()
  browser = await site.applicant()
})
afterEach(() => site.destroy())

const privateKey = generateKeyPairSync('ed25519').privateKey.export({ format: 'pem', type: 'pkcs8' }).toString()

const said = (): string[] => browser.errors.map(({ text }) => text)

describe('a signature that is not good', () => {
  it.each<[Flaw, string]>([
    ['expired', 'Срок действия сертификата истёк'],
    ['not_yet_valid', 'Срок действия сертификата ещё не наступил'],
    ['other_key', 'Подпись не соответствует сертификату'],
    ['no_signed_attributes', 'Подпись создана без подписанных атрибутов'],
    ['repeated_attribute', 'Файл подписи составлен неверно'],
  ])('(%s) is refused in one sentence and not kept', async (flaw, sentence) => {
    await signAndUpload(site, browser, { flaw })
    expect(browser.status).toBe(422)
    expect(said()).toEqual([expect.stringContaining(`Подпись недействительна. ${sentence}`)])
    expect(browser.title).toMatch(/^Ошибка: Подписание заявки/)
    expect(await site.signatures()).toEqual([])
  })

  it('of a revoked certificate is refused', async () => {
    const { cms, crl } = await sign(site, browser, { flaw: 'revoked' })
    await site.addList(crl)
    await upload(browser, cms)
    expect(said()).toEqual([expect.stringContaining('Сертификат отозван')])
  })

  it('is a signature of another file', async () => {
    const document = Uint8Array.from([...(await download(browser)), 0x20])
    for (const attached of [false, true]) {
      const { cms } = signForTest({ document, authority: site.authority, attached })
      await upload(browser, cms)
      expect([browser.status, said().length]).toEqual([422, 1])
      expect(said()[0]).toContain('Скачайте файл ещё раз')
    }
    expect(await site.signatures()).toEqual([])
  })

  it.each([
    ['a private key', privateKey, 'Вы загружаете закрытый ключ'],
    ['a certificate', fixture('legal.cer'), 'Это сертификат, а не подпись'],
    ['a revocation list', fixture('authority.crl'), 'Это список отозванных сертификатов, а не подпись'],
    ['a set of certificates', fixture('certificates.p7b'), 'В файле есть сертификаты, но нет подписи'],
    ['some other file', '<?xml version="1.0"?><application/>', 'Это не файл подписи'],
    ['an empty file', '', 'Файл подписи пуст'],
  ])('is %s', async (_what, bytes, sentence) => {
    await upload(browser, bytes)
    // What the file is, and not that «the signature is invalid»: there is none.
    expect([browser.status, said()]).toEqual([422, [expect.stringMatching(new RegExp(`^${sentence}`))]])
    expect(await site.signatures()).toEqual([])
    expect(site.logged.join('')).not.toContain(privateKey.split('\n')[1])
  })

  it('is the downloaded application itself', async () => {
    await upload(browser, await download(browser), 'application.xml')
    expect([browser.status, said()]).toEqual([422, [expect.stringMatching(/^Это сам документ, а не подпись/)]])
  })

  it('is no file at all', async () => {
    await browser.submit({}, { press: 'Загрузить подпись' })
    expect([browser.status, said()]).toEqual([422, ['Выберите файл подписи и нажмите «Загрузить подпись»']])
  })

  it('of 60 MB is read away and refused, and the next one is taken', async () => {
    await upload(browser, new Uint8Array(60 * 1024 * 1024))
    expect([browser.status, said()]).toEqual([413, [expect.stringContaining('больше 1 МБ')]])
    await signAndUpload(site, browser)
    expect(browser.text).toContain('Подпись действительна')
  })

  it('leaves the good one before it in its place', async () => {
    await signAndUpload(site, browser)
    await upload(browser, 'нет')
    expect(browser.status).toBe(422)
    expect(browser.text).toContain('Заявка подписана')
    expect(await site.signatures()).toMatchObject([{ verdict: 'valid' }])
  })
})
