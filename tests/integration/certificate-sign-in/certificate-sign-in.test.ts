import { readCertificate } from '../../../src/crypto/certificate'
import { ensureAuthority, ensureSigner } from '../../../src/features/demo-authority/ensure-authority'
import { signDocument } from '../../../src/features/demo-authority/sign-document'
import { createTestApp, NOW, type TestApp } from '../../support/app'
import { Browser } from '../../support/browser'
import { buildAccount } from '../../support/builders'
import { signForTest } from '../../support/demo-signature'

const HOLDER = { name: 'ООО «Ромашка (демо)»', inn: '4299000019', ogrn: '1994200000012' }
const OLD = /^Файл для входа устарел/

let site: TestApp

beforeEach(async () => {
  site = await createTestApp()
  await ensureAuthority(site.db, site.deps.clock())
})
afterEach(() => site.destroy())

/** The certificate of the demo authority, put under an organisation; returns the ОКПО. */
const owned = async (row: { retired_at?: string } = {}): Promise<string> => {
  const { organisationId, okpo } = await buildAccount(site.db)
  const { certificate } = await ensureSigner(site.db, HOLDER, site.deps.clock())
  const details = readCertificate(certificate)
  const known = await site.db('certificates').where({ thumbprint: details.sha256 }).first('id')
  const [{ id }] = known
    ? [known]
    : await site
        .db('certificates')
        .insert({
          thumbprint: details.sha256,
          der: Buffer.from(certificate),
          valid_from: NOW,
          valid_to: NOW,
          created_at: NOW,
        })
        .returning('id')
  await site
    .db('organisation_certificates')
    .insert({ organisation_id: organisationId, certificate_id: id, added_at: NOW, ...row })
  return okpo
}

const challenge = async (): Promise<{ browser: Browser; text: string }> => {
  const browser = await new Browser(site.app).open('/sign-in/certificate')
  await browser.open('/sign-in/certificate/file.txt')
  const text = browser.html
  await browser.open('/sign-in/certificate')
  return { browser, text }
}

const signed = async (text: string): Promise<Uint8Array> => {
  const at = site.deps.clock()
  return signDocument({ document: Buffer.from(text), signer: await ensureSigner(site.db, HOLDER, at), at })
}

const upload = async (browser: Browser, bytes: Uint8Array, values: Record<string, string> = {}): Promise<Browser> =>
  browser.submit(values, { files: { signature: { name: 'a.sig', bytes } } })

describe('Signing in by certificate', () => {
  it('lets the organisation in whose certificate signed the file, without a password or a code', async () => {
    const okpo = await owned()
    const { browser, text } = await challenge()
    expect(text).toContain('Вход в Систему сбора отчётности по сертификату')
    expect(text).toContain('Сайт: http://localhost:3000')
    await upload(browser, await signed(text))
    expect(browser.url).toBe('/cabinet')
    const [entry] = await site.db('audit_log').where({ event: 'account.signed_in' })
    expect(JSON.parse(entry.details).how).toBe('certificate')
    expect(await site.db('organisations').where({ okpo })).toHaveLength(1)
  })

  it('takes a signature once', async () => {
    await owned()
    const { browser, text } = await challenge()
    const signature = await signed(text)
    const tabs = [browser, await browser.tab().open('/sign-in/certificate')]
    await Promise.all(tabs.map(tab => upload(tab, signature)))
    expect(await site.db('audit_log').where({ event: 'account.signed_in' })).toHaveLength(1)
    expect(await site.db('sign_in_challenges')).toEqual([])
  })

  it('refuses the file of another browser', async () => {
    await owned()
    const { text } = await challenge()
    const stranger = await new Browser(site.app).open('/sign-in/certificate')
    await upload(stranger, await signed(text))
    expect(stranger.errors).toEqual([{ field: 'signature', text: expect.stringMatching(OLD) }])
    const { browser } = await challenge()
    await upload(browser, await signed(text))
    expect(browser.status).toBe(422)
    expect(await site.db('audit_log').where({ event: 'account.signed_in' })).toEqual([])
  })

  it('refuses a file that is older than ten minutes', async () => {
    await owned()
    const { browser, text } = await challenge()
    const signature = await signed(text)
    site.pass(10 * 60_000)
    await upload(browser, signature)
    expect(browser.errors[0]?.text).toMatch(OLD)
  })

  it.each([
    ['a certificate that nobody has loaded', async () => {}, /^Этот сертификат не загружен/],
    [
      'a retired certificate',
      async () => void (await owned({ retired_at: NOW })),
      /^Этот сертификат выведен из действия/,
    ],
  ])('refuses %s', async (_what, prepare, sentence) => {
    await prepare()
    const { browser, text } = await challenge()
    await upload(browser, await signed(text))
    expect(browser.status).toBe(422)
    expect(browser.errors[0]?.text).toMatch(sentence)
  })

  it.each(['expired', 'not_yet_valid', 'other_key', 'no_signed_attributes', 'unknown_issuer', 'two_signers'] as const)(
    'refuses a signature with the flaw «%s»',
    async flaw => {
      await owned()
      const { browser, text } = await challenge()
      const authority = await ensureAuthority(site.db, site.deps.clock())
      const { cms } = signForTest({ ...HOLDER, document: Buffer.from(text), flaw, authority })
      await upload(browser, cms)
      expect(browser.status).toBe(422)
      expect(browser.errors).toHaveLength(1)
      expect(await site.db('audit_log').where({ event: 'account.signed_in' })).toEqual([])
    },
  )

  it('refuses the signature of another file', async () => {
    await owned()
    const { browser } = await challenge()
    await upload(browser, await signed('Совсем другой файл'))
    expect(browser.status).toBe(422)
    expect(browser.errors[0]?.text).toContain('Скачайте файл для входа')
  })

  it('refuses nonsense and an empty choice with a sentence each', async () => {
    const { browser } = await challenge()
    await upload(browser, Buffer.from('<html>'))
    expect(browser.errors[0]?.text).toContain('Скачайте файл для входа')
    await browser.submit()
    expect(browser.errors[0]?.text).toBe('Выберите файл подписи и нажмите «Войти»')
  })

  it('asks for whom, when several organisations use the certificate', async () => {
    const [first, second] = [await owned(), await owned()]
    const { browser, text } = await challenge()
    const signature = await signed(text)
    await upload(browser, signature)
    expect(browser.errors[0]?.field).toBe('login')
    expect(browser.text).toContain(first)
    await upload(browser, signature, { login: second })
    expect(browser.url).toBe('/cabinet')
  })
})
