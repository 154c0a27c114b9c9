import { readCertificate } from '../../../src/crypto/certificate'
import { RevocationList } from '../../../src/crypto/revocation/list'
import { ensureAuthority, ensureSigner } from '../../../src/features/demo-authority/ensure-authority'
import { signDocument } from '../../../src/features/demo-authority/sign-document'
import { addRevocationList } from '../../../src/features/trust/revocation-lists.repository'
import { createTestApp, NOW, type TestApp } from '../../support/app'
import { Browser } from '../../support/browser'
import { buildAccount, buildContact, buildPerson } from '../../support/builders'
import { signForTest } from '../../support/demo-signature'

const HOLDER = { name: 'ООО «Ромашка (демо)»', inn: '4299000019', ogrn: '1994200000012' }
const OLD = /^Файл для входа устарел/

let site: TestApp

beforeEach(async () => {
  site = await createTestApp()
  await ensureAuthority(site.db, site.deps.clock())
})
afterEach(() => site.destroy())

/** The number of a certificate in the table. */
const stored = async (certificate: Uint8Array): Promise<number> => {
  const { sha256: thumbprint } = readCertificate(certificate)
  const row = { thumbprint, der: Buffer.from(certificate), valid_from: NOW, valid_to: NOW, created_at: NOW }
  await site.db('certificates').insert(row).onConflict('thumbprint').ignore()
  return (await site.db('certificates').where({ thumbprint }).first('id')).id
}

/** The certificate that `signed` signs with. */
const known = async (): Promise<number> => stored((await ensureSigner(site.db, HOLDER, site.deps.clock())).certificate)

/** Puts a certificate under a new organisation, that of the demo authority if no other; returns the ОКПО. */
const owned = async (row: { retired_at?: string; certificate_id?: number } = {}): Promise<string> => {
  const { organisationId, okpo } = await buildAccount(site.db)
  await site
    .db('organisation_certificates')
    .insert({ organisation_id: organisationId, certificate_id: await known(), added_at: NOW, ...row })
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
    expect(browser.$('input[type=file]')).toHaveLength(0)
    await browser.submit()
    expect(browser.errors[0]?.field).toBe('login')
    await browser.submit({ login: second })
    expect(browser.url).toBe('/cabinet')
    expect(browser.text).toContain(second)
    expect(await site.db('sign_in_challenges')).toEqual([])
  })

  it('asks for whom in this browser only, while the file lasts, and never for somebody else', async () => {
    const [, second] = [await owned(), await owned()]
    const { okpo: foreign } = await buildAccount(site.db)
    const { browser, text } = await challenge()
    await upload(browser, await signed(text))
    await browser.submit({ login: second }, { forge: { login: foreign } })
    expect([browser.status, browser.errors[0]?.field]).toEqual([422, 'login'])
    const stranger = await new Browser(site.app).open('/sign-in/certificate')
    await stranger.submit({}, { forge: { login: second } })
    expect(stranger.errors[0]?.text).toMatch(/^Выберите файл подписи/)
    site.pass(10 * 60_000)
    await browser.submit({ login: second })
    expect(browser.status).toBe(422)
    expect(await site.db('audit_log').where({ event: 'account.signed_in' })).toEqual([])
  })

  it('lets nobody in for an organisation that retired the certificate while they chose', async () => {
    const [, second] = [await owned(), await owned()]
    const { browser, text } = await challenge()
    await upload(browser, await signed(text))
    await site.db('organisation_certificates').update({ retired_at: NOW })
    await browser.submit({ login: second })
    expect(browser.errors[0]?.text).toMatch(/^Этот сертификат выведен из действия/)
  })

  it('lets an authorised person in whose contact names the certificate, and not once they are suspended', async () => {
    const { organisationId } = await buildAccount(site.db)
    const { id } = await buildPerson(site.db)
    const contact = await buildContact(site.db, organisationId, id, { certificate_id: await known() })
    const { browser, text } = await challenge()
    await upload(browser, await signed(text))
    expect(browser.url).toBe('/cabinet')
    const [entry] = await site.db('audit_log').where({ event: 'person.signed_in' })
    expect([entry.subject_id, JSON.parse(entry.details).how]).toEqual([id, 'certificate'])
    await site.db('contacts').where({ id: contact }).update({ state: 'suspended' })
    const again = await challenge()
    await upload(again.browser, await signed(again.text))
    expect(again.browser.errors[0]?.text).toMatch(/^Этот сертификат не загружен/)
  })

  it('refuses a certificate that its authority has revoked', async () => {
    const { browser, text } = await challenge()
    const authority = await ensureAuthority(site.db, site.deps.clock())
    const { cms, certificate, crl } = signForTest({
      ...HOLDER,
      document: Buffer.from(text),
      flaw: 'revoked',
      authority,
    })
    await owned({ certificate_id: await stored(certificate) })
    await addRevocationList(site.db, {
      list: new RevocationList(crl),
      issuer: 'УЦ (демо)',
      source: 'upload',
      actor: { kind: 'system' },
      at: NOW,
    })
    await upload(browser, cms)
    expect(browser.status).toBe(422)
    expect(browser.errors[0]?.text).toContain('Сертификат отозван')
    expect(await site.db('audit_log').where({ event: 'account.signed_in' })).toEqual([])
  })
})
