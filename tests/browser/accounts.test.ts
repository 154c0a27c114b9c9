import { mkdirSync } from 'node:fs'
import { resolve } from 'node:path'
import { type Browser, type Page } from 'playwright-core'
import { type DemoSite, launchChromium, startDemoSite } from './site'

/*
 * The pages of accounts in a real browser with JavaScript switched off, at the width of a phone and of a desk: nothing
 * sticks out of the screen. SCREENS=docs/screens makes the pictures anew, SCREENS_OF_ALL those of every page.
 */

const PASSWORD = 'Demo-Vhod-2026'
const ORGANISATION = '99900051'
const PERSON = 'buhgalter@demo.example'

/** Pages that have a picture in the documentation; the others are only measured. */
const PICTURED = ['profile', 'contacts', 'contact', 'security', 'second-factor', 'sign-in-certificate']

const VISITOR: [string, string][] = [
  ['sign-in-certificate', '/sign-in/certificate'],
  ['recovery', '/recovery'],
  ['recovery-sent', '/recovery/sent'],
]
const OWNER: [string, string][] = [
  ['home', '/cabinet'],
  ['profile', '/cabinet/profile'],
  ['profile-edit', '/cabinet/profile/edit'],
  ['profile-history', '/cabinet/profile/history'],
  ['password', '/cabinet/profile/password'],
  ['email', '/cabinet/profile/email'],
  ['certificates', '/cabinet/certificates'],
  ['contacts', '/cabinet/contacts'],
  ['invite', '/cabinet/contacts/new'],
  ['security', '/cabinet/security'],
  ['second-factor', '/cabinet/security/second-factor'],
]
const AUTHORISED: [string, string][] = [
  ['choose', '/cabinet/choose'],
  ['person-profile', '/cabinet/profile'],
]

let site: DemoSite
let browser: Browser

beforeAll(async () => {
  site = await startDemoSite()
  browser = await launchChromium()
})
afterAll(async () => {
  await browser.close()
  await site.stop()
})

const open = async (width: number): Promise<Page> => {
  const viewport = { width, height: 900 }
  const context = await browser.newContext({ javaScriptEnabled: false, viewport, locale: 'ru-RU' })
  const page = await context.newPage()
  page.setDefaultTimeout(60_000)
  return page
}

const signIn = async (page: Page, login: string): Promise<void> => {
  await page.goto(`${site.server.url}/sign-in`)
  await page.fill('#login', login)
  await page.fill('#password', PASSWORD)
  await page.locator('#password').press('Enter')
  await page.waitForURL('**/cabinet**')
}

/** Without scripts a page cannot tell its own width; a picture of the whole page can. */
const look = async (page: Page, device: string, name: string): Promise<void> => {
  const width = page.viewportSize()?.width ?? 0
  const png = await page.screenshot({ fullPage: true })
  expect({ name, width: png.readUInt32BE(16) }).toEqual({ name, width })
  await keep(page, process.env.SCREENS_OF_ALL, `${device}-${name}`)
  if (PICTURED.includes(name)) await keep(page, process.env.SCREENS, `${device}-account-${name}`)
}

const keep = async (page: Page, folder: string | undefined, name: string): Promise<void> => {
  if (folder === undefined) return
  mkdirSync(resolve(folder), { recursive: true })
  const clip = { x: 0, y: 0, width: page.viewportSize()?.width ?? 0, height: 1100 }
  await page.screenshot({ path: `${resolve(folder)}/${name}.png`, clip, fullPage: true })
}

const visit = async (page: Page, device: string, pages: [string, string][]): Promise<void> => {
  for (const [name, path] of pages) {
    const answer = await page.goto(`${site.server.url}${path}`)
    expect({ path, status: answer?.status() }).toEqual({ path, status: 200 })
    await look(page, device, name)
  }
}

describe.each([
  ['phone', 320],
  ['desk', 1280],
])('on a %s', (device, width) => {
  it('a visitor finds the ways in', async () => {
    const page = await open(width)
    await visit(page, device, VISITOR)
  })

  it('an organisation looks after its account', async () => {
    const page = await open(width)
    await signIn(page, ORGANISATION)
    await visit(page, device, OWNER)
    await page.goto(`${site.server.url}/cabinet/contacts`)
    await page.locator('main table a').first().click()
    await page.waitForURL('**/cabinet/contacts/*')
    await look(page, device, 'contact')
  })

  it('an authorised person chooses for whom they act', async () => {
    const page = await open(width)
    await signIn(page, PERSON)
    await look(page, device, 'choose-first')
    await page.goto(`${site.server.url}/cabinet/choose`)
    await look(page, device, 'choose')
    await page.locator('main input[type=radio]').first().check()
    await page.locator('main form button').first().click()
    await page.waitForURL('**/cabinet')
    await visit(page, device, AUTHORISED)
  })
})
