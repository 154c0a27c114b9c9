import type { Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { type Browser, type Page } from 'playwright-core'
import { createTestApp, type TestApp } from '../support/app'
import { FREE_OKPO, GENERAL } from '../support/applicant'
import { Browser as Visitor } from '../support/browser'
import { signForTest } from '../support/demo-signature'
import { launchChromium } from './site'

/*
 * The script of «Подписание заявки» in a real browser, with a stand-in for the plug-in: it answers as the documentation
 * of the plug-in says, and signs with a demo key. The plug-in itself was not at hand.
 */

let site: TestApp
let server: Server
let browser: Browser
let url: string

beforeAll(async () => {
  site = await createTestApp()
  server = site.app.listen(0, '127.0.0.1')
  await new Promise(done => server.once('listening', done))
  url = `http://localhost:${(server.address() as AddressInfo).port}`
  browser = await launchChromium()
})
afterAll(async () => {
  await browser.close()
  await new Promise(done => server.close(done))
  await site.destroy()
})

/** What the extension would put into the page: certificates as objects with promises, and a signer. */
const STAND_IN = `
  const certificate = { ValidToDate: Promise.resolve('2027-11-23T06:00:00Z'), SubjectName: Promise.resolve('CN="ООО Ромашка (демо)", C=RU') }
  const own = { Count: Promise.resolve(1), Item: async () => certificate }
  const objects = {
    'CAdESCOM.Store': () => ({ Open: async () => {}, Close: async () => {}, Certificates: Promise.resolve({ Find: async () => own }) }),
    'CAdESCOM.CPSigner': () => ({ propset_Certificate: async () => {}, propset_Options: async () => {} }),
    'CAdESCOM.CadesSignedData': () => ({
      propset_ContentEncoding: async () => {},
      async propset_Content(content) { this.content = content },
      async SignCades(signer, type, detached) { return type === 1 && detached ? window.signForTest(this.content) : '' },
    }),
  }
  window.cadesplugin = Object.assign(Promise.resolve(), { CreateObjectAsync: async name => objects[name]() })
`

/** A page in a browser with scripts, on «Подписание заявки»; the application itself is filled by other means. */
const openSigning = async (plugin: boolean): Promise<{ page: Page; broken: string[] }> => {
  const context = await browser.newContext({ locale: 'ru-RU' })
  const page = await context.newPage()
  const broken: string[] = []
  page.on('console', message => message.type() === 'error' && broken.push(message.text()))
  page.on('pageerror', error => broken.push(error.message))
  await page.exposeFunction('signForTest', (content: string) =>
    Buffer.from(signForTest({ document: Buffer.from(content, 'base64') }).cms).toString('base64'),
  )
  if (plugin) await page.addInitScript(STAND_IN)
  await page.goto(`${url}/registration`)
  await page.fill('#okpo', FREE_OKPO)
  await page.locator('#okpo').press('Enter')
  await page.waitForURL('**/registration/general')
  for (const [name, value] of Object.entries(GENERAL)) {
    const field = page.locator(`[name="${name}"]`).first()
    if ((await field.getAttribute('type')) === 'radio') await page.locator(`[name="${name}"][value="${value}"]`).check()
    else if ((await page.locator(`select[name="${name}"]`).count()) > 0) await field.selectOption(value)
    else await field.fill(value)
  }
  await page.locator('main button').filter({ hasText: 'Сохранить и продолжить' }).last().click()
  await page.goto(`${url}/registration/check`)
  await page.locator('[name=confirmWarnings]').check()
  await page.locator('#send button').click()
  await page.waitForURL('**/registration/signing?*')
  return { page, broken }
}

it('signs in the page and uploads through the same form', async () => {
  const { page, broken } = await openSigning(true)
  await page.locator('#plugin').waitFor({ state: 'visible' })
  await page.locator('#plugin-sign').click()
  expect(await page.textContent('#plugin-message')).toBe('Выберите сертификат из списка.')
  await page.locator('#plugin-certificate').selectOption({ label: 'ООО Ромашка (демо), действует до 23.11.2027' })
  await page.locator('#plugin-sign').click()
  await page.locator('#signed').waitFor()
  expect(await page.textContent('main')).toContain('Подпись принята, её проверит специалист')
  expect(await site.db('signatures')).toHaveLength(1)
  expect(broken).toEqual([])
})

it('stays hidden without the plug-in, and nothing is broken', async () => {
  const { page, broken } = await openSigning(false)
  expect(await page.locator('#plugin').isVisible()).toBe(false)
  expect(broken).toEqual([])
  const visitor = await new Visitor(site.app).open('/assets/signing/cryptopro.js')
  expect(visitor.status).toBe(200)
})
