import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { readOrder, signFile } from '../../src/features/demo-authority/demo-sign'
import { ensureAuthority } from '../../src/features/demo-authority/ensure-authority'
import { createTestApp, type TestApp } from '../support/app'
import { Browser } from '../support/browser'
import { buildAccount } from '../support/builders'
import { signIn } from '../support/sign-in'

/*
 * Signing in by certificate as a newcomer tries it: the organisation loads its certificate, then comes without a
 * password by a file that it signs with the demo tool. And every way in which such a file lets nobody in.
 */

const NOBODY_ELSE = '7736050003'
const FILE = 'websbor-sign-in.txt'

let test: TestApp
let directory: string
let okpo: string

beforeEach(async () => {
  test = await createTestApp()
  directory = mkdtempSync(join(tmpdir(), 'websbor-sign-in-'))
  await ensureAuthority(test.db, test.deps.clock())
  okpo = (await buildAccount(test.db, { organisation: { inn: '4299000019', ogrn: '1994200000012' } })).okpo
})
afterEach(async () => {
  rmSync(directory, { recursive: true })
  await test.destroy()
})

/** `npm run demo:sign -- FILE …` in a folder of its own; returns the bytes of the signature and of the certificate. */
const demoSign = async (text: string, ...whose: string[]): Promise<{ signature: Buffer; certificate: Buffer }> => {
  writeFileSync(join(directory, FILE), text)
  const means = { directory, now: test.deps.clock() }
  const written = await signFile(test.db, readOrder([FILE, ...whose]), means)
  return { signature: readFileSync(written.signature), certificate: readFileSync(written.certificate) }
}

/** The organisation signs in by password, loads its certificate and leaves. */
const loadCertificate = async (): Promise<void> => {
  const { certificate } = await demoSign('Любой файл', '--okpo', okpo)
  const owner = await (await signIn(test.app, okpo)).open('/cabinet/certificates')
  await owner.submit({}, { press: 'Загрузить', files: { certificate: { name: 'a.cer', bytes: certificate } } })
  expect(owner.text).toContain('Сертификат добавлен.')
  await owner.submit({}, { press: 'Выйти' })
}

/** The page «Вход по сертификату» in a fresh browser, and the file that it gave out. */
const comeToSign = async (): Promise<{ browser: Browser; text: string }> => {
  const browser = await new Browser(test.app).open('/sign-in')
  await browser.follow('Войти по сертификату')
  const page = browser.url
  await browser.follow('Скачайте файл для входа')
  const text = browser.html
  return { browser: await browser.open(page), text }
}

const upload = (browser: Browser, signature: Buffer): Promise<Browser> =>
  browser.submit({}, { press: 'Войти', files: { signature: { name: `${FILE}.sig`, bytes: signature } } })

it('an organisation loads its certificate and comes in by a signed file, every time with a new one', async () => {
  await loadCertificate()
  for (const time of ['first', 'second']) {
    const { browser, text } = await comeToSign()
    await upload(browser, (await demoSign(text, '--okpo', okpo)).signature)
    expect([time, browser.url, browser.status]).toEqual([time, '/cabinet', 200])
    expect(browser.text).toContain(okpo)
    await browser.submit({}, { press: 'Выйти' })
  }
  const ways = await test.db('audit_log').where({ event: 'account.signed_in' }).orderBy('id').pluck('details')
  expect(ways.map(details => JSON.parse(details).how)).toEqual(['password', 'certificate', 'certificate'])
})

it('a file that was given to another browser, has run out or was used lets nobody in', async () => {
  await loadCertificate()
  const given = await comeToSign()
  const { signature } = await demoSign(given.text, '--okpo', okpo)
  const another = await comeToSign()
  await upload(another.browser, signature)
  expect([another.browser.status, another.browser.errors[0]?.field]).toEqual([422, 'signature'])

  await upload(given.browser, signature)
  expect(given.browser.url).toBe('/cabinet')
  await given.browser.submit({}, { press: 'Выйти' })
  await given.browser.open('/sign-in/certificate')
  await upload(given.browser, signature)
  expect(given.browser.errors[0]?.text).toMatch(/^Файл для входа устарел, уже использован или скачан в другом браузере/)

  const late = await comeToSign()
  const old = await demoSign(late.text, '--okpo', okpo)
  test.pass(10 * 60_000)
  await upload(late.browser, old.signature)
  expect(late.browser.errors[0]?.text).toMatch(/^Файл для входа устарел/)
  expect(await test.db('audit_log').where({ event: 'account.signed_in' })).toHaveLength(2)
})

it('the certificate of somebody who is not registered here lets nobody in, with a sentence that says what to do', async () => {
  await loadCertificate()
  const { browser, text } = await comeToSign()
  await upload(browser, (await demoSign(text, '--inn', NOBODY_ELSE)).signature)
  expect(browser.status).toBe(422)
  expect(browser.errors[0]?.text).toMatch(/^Этот сертификат не загружен ни одной организацией/)
  expect((await browser.open('/cabinet')).url).toMatch(/^\/sign-in/)
})
