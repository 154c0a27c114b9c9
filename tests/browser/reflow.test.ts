import { type Browser, type Page } from 'playwright-core'
import { PASSWORD, REGISTERED } from '../../seeds/demo/data/sign-ins'
import { type DemoSite, launchChromium, startDemoSite } from './site'

/*
 * Every public page at the width of a small telephone, in every size of the letters: nothing reaches out sideways
 * (WCAG 2.2, 1.4.10). 320 px is also what is left of 1280 px at a zoom of 400 %.
 */

const PAGES = [
  '/',
  '/codes',
  '/codes?okpo=1',
  '/codes/99900051',
  '/help',
  '/help?q=сертификат',
  '/help/okpo',
  '/help/keys',
  '/help/certificate',
  '/help/signature',
  '/help/letter',
  '/help/faq',
  '/help/mobile',
  '/announcements',
  '/accessibility',
  '/registration',
  '/registration/status',
  '/sign-in',
  '/recovery',
  '/office/sign-in',
  '/nowhere',
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

it.each(['100', '150', '200'])('fits into 320 px with letters of %s %%', async size => {
  const context = await browser.newContext({ javaScriptEnabled: false, viewport: { width: 320, height: 900 } })
  await context.addCookies([{ name: 'view', value: `${size}.normal.on.normal`, url: site.server.url }])
  const page = await context.newPage()
  const tooWide: string[] = []
  for (const path of PAGES) {
    await page.goto(`${site.server.url}${path}`)
    expect(await page.locator('form.app-view button[aria-pressed=true]').count()).toBeGreaterThan(0)
    // Without scripts the page cannot tell its own width; a picture of the whole page can.
    const width = (await page.screenshot({ fullPage: true })).readUInt32BE(16)
    if (width !== 320) tooWide.push(`${path}: ${width} px`)
  }
  await context.close()
  expect(tooWide).toEqual([])
})

/** The pages of a draft in the cabinet: the sections of every demo form, the paste, the dictionary, the control. */
const draftPages = async (page: Page): Promise<string[]> => {
  await page.goto(`${site.server.url}/sign-in`)
  await page.fill('input[name=login]', REGISTERED[0] as string)
  await page.fill('input[name=password]', PASSWORD)
  await page.click('main form button:not([name])')
  await page.goto(`${site.server.url}/cabinet/reports`)
  const links = await page.locator('main a[href*="/reports/start/"]').all()
  const starts = await Promise.all(links.map(link => link.getAttribute('href')))
  const drafts: string[] = []
  for (const start of starts) {
    await page.goto(`${site.server.url}${start}`)
    await page.locator('select[name=period]').selectOption({ index: 1 })
    await page.click('main form#form button:not([name])')
    drafts.push(new URL(page.url()).pathname.replace(/\/title$/, ''))
  }
  const of = (draft: string, ends: string[]): string[] => ends.map(end => `${draft}${end}`)
  return [
    ...of(drafts[0] as string, ['', '/title', '/sections/1/paste', '/control', '/print']),
    ...drafts.flatMap(draft => of(draft, ['/sections/1', '/sections/2'])),
  ]
}

it('fits the pages of a report into 320 px, and into 1280 px with letters of 200 %', async () => {
  const context = await browser.newContext({ javaScriptEnabled: false, viewport: { width: 320, height: 900 } })
  const page = await context.newPage()
  const paths = await draftPages(page)
  expect(paths.length).toBeGreaterThan(15)
  const tooWide: string[] = []
  for (const [width, size] of [
    [320, 100],
    [1280, 200],
  ] as const) {
    await context.addCookies([{ name: 'view', value: `${size}.normal.on.normal`, url: site.server.url }])
    await page.setViewportSize({ width, height: 900 })
    for (const path of paths) {
      await page.goto(`${site.server.url}${path}`)
      const shown = (await page.screenshot({ fullPage: true })).readUInt32BE(16)
      if (shown !== width) tooWide.push(`${path}: ${shown} px of ${width}`)
    }
  }
  await context.close()
  expect(tooWide).toEqual([])
})
