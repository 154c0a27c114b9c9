import { readFileSync } from 'node:fs'
import { type Browser, type Page } from 'playwright-core'
import { VIEW_CHOICES } from '../../src/http/view-settings'
import { send } from '../support/applicant'
import { Browser as Visitor } from '../support/browser'
import { type DemoSite, launchChromium, startDemoSite } from './site'

/*
 * What only a browser that paints can tell, of the pages that people spend their time on, as they are and with errors
 * shown: no violation that axe sees in any scheme of colours, the dark one among them, and nothing that reaches out
 * sideways at a zoom of 200 and 400 % of 1280 px. Each page is opened once and takes on one scheme after the other.
 */

type Scheme = { name: string; colours: 'light' | 'dark'; stylesheet: string; classes: string }
type Look = [name: string, open: (page: Page) => Promise<unknown>]

const PASSWORD = 'Demo-Vhod-2026'
const AXE = readFileSync(require.resolve('axe-core/axe.min.js'), 'utf8')
const ZOOMED = [640, 320]

let site: DemoSite
let browser: Browser
let page: Page
let schemes: Scheme[]

const go = (path: string) => page.goto(`${site.server.url}${path}`)
/** The last button of this text: the first may be the one out of sight that Enter presses. */
const press = (text: string) => page.locator('main button').filter({ hasText: text }).last().click()

beforeAll(async () => {
  site = await startDemoSite()
  await send(new Visitor(site.server.url))
  browser = await launchChromium()
  // The pages carry no script of their own; that of axe has to run.
  page = await (await browser.newContext({ bypassCSP: true, locale: 'ru-RU' })).newPage()
  schemes = await allSchemes()
})
afterAll(async () => {
  await browser.close()
  await site.stop()
})

/** What the server makes of each choice of the accessibility mode, and the dark colours of a normal page. */
const allSchemes = async (): Promise<Scheme[]> => {
  const told: Scheme[] = []
  for (const name of VIEW_CHOICES.scheme) {
    await page.context().addCookies([{ name: 'view', value: `100.${name}.on.normal`, url: site.server.url }])
    await go('/')
    const [stylesheet = '', classes = ''] = await page.evaluate<string[]>(
      `[document.querySelector('link[rel=stylesheet]').href, document.documentElement.className]`,
    )
    told.push({ name, colours: 'light', stylesheet, classes })
    if (name === 'normal') told.push({ name: 'dark', colours: 'dark', stylesheet, classes })
  }
  await page.context().clearCookies()
  return told
}

const takeOn = async ({ colours, stylesheet, classes }: Scheme): Promise<void> => {
  await page.emulateMedia({ colorScheme: colours, reducedMotion: 'reduce' })
  await page.evaluate(
    `new Promise(done => {
      const before = document.querySelector('link[rel=stylesheet]')
      const link = before.cloneNode()
      link.href = ${JSON.stringify(stylesheet)}
      link.onload = () => { before.remove(); done() }
      before.after(link)
      document.documentElement.className = ${JSON.stringify(classes)}
    })`,
  )
}

const violations = (): Promise<string[]> =>
  page.evaluate<string[]>(
    `axe.run(document, { resultTypes: ['violations'] }).then(({ violations }) =>
      violations.map(({ id, nodes }) => id + ': ' + nodes.map(node => node.html + ' ' + node.any.map(check => check.message)).join(' | ')))`,
  )

/** How far the page reaches out of the window, in pixels. */
const sticksOut = (): Promise<number> =>
  page.evaluate<number>('document.documentElement.scrollWidth - document.documentElement.clientWidth')

const signIn = async (): Promise<void> => {
  await page.context().clearCookies()
  await go('/sign-in')
  await page.fill('#login', '99900051')
  await page.fill('#password', PASSWORD)
  await press('Войти')
  await page.waitForURL('**/cabinet**')
}

const signInAtOffice = async (): Promise<void> => {
  await page.context().clearCookies()
  await go('/office/sign-in')
  await page.fill('#login', 'kemerovo1')
  await page.fill('#password', PASSWORD)
  await press('Войти')
  await page.fill('#code', (await page.textContent('#demo-code')) ?? '')
  await press('Войти')
  await page.waitForURL('**/office/applications')
}

const looks: Look[] = [
  ['home', () => go('/')],
  ['codes with errors', () => go('/codes?okpo=1')],
  ['help', () => go('/help/certificate')],
  ['the accessibility mode', () => go('/accessibility')],
  [
    'sign-in with an error',
    async () => {
      await go('/sign-in')
      await press('Войти')
    },
  ],
  [
    'registration with errors',
    async () => {
      await go('/registration')
      await page.fill('#okpo', '00040778')
      await press('Продолжить')
      await page.fill('#inn', '123')
      await press('Сохранить и продолжить')
      await page.locator('.govuk-error-summary').waitFor()
    },
  ],
  ['registration: check', () => go('/registration/check')],
  [
    'cabinet',
    async () => {
      await signIn()
      await go('/cabinet')
    },
  ],
  ['forms to hand in', () => go('/cabinet/reports')],
  [
    'a report: general information',
    async () => {
      await page.locator('main a[href*="/reports/start/"]').first().click()
      await press('Отчитаться')
      await page.locator('main button').filter({ hasText: 'Далее' }).first().waitFor()
    },
  ],
  [
    'office: queue',
    async () => {
      await signInAtOffice()
      await go('/office/applications?list=all')
    },
  ],
  [
    'office: application',
    async () => {
      await go('/office/applications')
      await page.locator('main tbody a').first().click()
      await press('Взять в работу')
    },
  ],
  [
    'office: return with an error',
    async () => {
      await go(`${new URL(page.url()).pathname}/return`)
      await press('Вернуть на исправление')
    },
  ],
  ['office: register', () => go('/office/register')],
  [
    'office: workload',
    async () => {
      await go('/office/workload')
      await page.locator('main table').first().waitFor({ state: 'attached' })
    },
  ],
  ['office: reports', () => go('/office/reports')],
]

it.each(looks)('%s', async (_name, open) => {
  await page.setViewportSize({ width: 1280, height: 900 })
  await open(page)
  await page.evaluate(AXE)
  const told: Record<string, unknown> = {}
  for (const scheme of schemes) {
    await takeOn(scheme)
    told[scheme.name] = await violations()
  }
  expect(told).toEqual(Object.fromEntries(schemes.map(({ name }) => [name, []])))
  for (const width of ZOOMED) {
    await page.setViewportSize({ width, height: 900 })
    expect({ width, sticksOut: await sticksOut() }).toEqual({ width, sticksOut: 0 })
  }
})
