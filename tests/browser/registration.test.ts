import { mkdirSync } from 'node:fs'
import { resolve } from 'node:path'
import { type Browser, type BrowserContext, type Page } from 'playwright-core'
import { connect } from '../../src/db/connection'
import { GENERAL } from '../support/applicant'
import { type DemoSite, launchChromium, startDemoSite } from './site'

/*
 * One journey in a real browser with JavaScript switched off, at the width of a phone and of a desk: registration,
 * following, review, sign-in. SCREENS=docs/screens makes the pictures of it anew.
 */

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

const open = async (width: number): Promise<{ context: BrowserContext; page: Page }> => {
  const context = await browser.newContext({
    javaScriptEnabled: false,
    viewport: { width, height: 900 },
    locale: 'ru-RU',
  })
  const page = await context.newPage()
  page.setDefaultTimeout(60_000)
  return { context, page }
}

const SCREENS = process.env.SCREENS === undefined ? undefined : resolve(process.env.SCREENS)

const picture = async (page: Page, name: string): Promise<void> => {
  await expectNoSidewaysScrolling(page)
  if (SCREENS === undefined) return
  mkdirSync(SCREENS, { recursive: true })
  await page.screenshot({
    path: `${SCREENS}/${name}.png`,
    clip: { x: 0, y: 0, width: page.viewportSize()?.width ?? 0, height: 1100 },
    fullPage: true,
  })
}

/** Without scripts the page cannot tell its own width; a picture of the whole page can. */
const expectNoSidewaysScrolling = async (page: Page): Promise<void> => {
  const png = await page.screenshot({ fullPage: true })
  const width = png.readUInt32BE(16)
  expect(width).toBe(page.viewportSize()?.width)
}

const press = (page: Page, text: string) =>
  page.locator('main button:visible, main a.govuk-button').filter({ hasText: text }).last().click()

const fillGeneral = async (page: Page): Promise<void> => {
  for (const [name, value] of Object.entries(GENERAL)) {
    const field = page.locator(`[name="${name}"]`).first()
    const kind = (await field.getAttribute('type')) ?? ''
    if (kind === 'radio') await page.locator(`[name="${name}"][value="${value}"]`).check()
    else if (/^ok(opf|fs)$/.test(name)) await field.selectOption(value)
    else await field.fill(value)
  }
}

describe.each([
  ['phone', 320, '00040778'],
  ['desk', 1280, '00044428'],
])('on a %s', (device, width, okpo) => {
  it('an organisation registers, a specialist approves, the organisation signs in', async () => {
    const { context, page } = await open(width)
    await page.goto(`${site.server.url}/`)
    await picture(page, `${device}-home`)
    await page.goto(`${site.server.url}/registration`)
    await page.fill('#okpo', '123')
    await page.keyboard.press('Enter')
    await page.locator('.govuk-error-summary').waitFor()
    await picture(page, `${device}-okpo-error`)
    await page.fill('#okpo', okpo)
    await page.locator('#okpo').press('Enter')
    await page.waitForURL('**/registration/general')
    await page.fill('#inn', '123')
    await press(page, 'Сохранить и продолжить')
    await page.locator('.govuk-error-summary').waitFor()
    await picture(page, `${device}-general-errors`)
    await fillGeneral(page)
    await press(page, 'Сохранить и продолжить')
    await picture(page, `${device}-certificates`)
    await page.goto(`${site.server.url}/registration/contacts`)
    await picture(page, `${device}-contacts`)
    await press(page, 'Далее: проверка и отправка')
    await picture(page, `${device}-check`)
    const tick = page.locator('[name=confirmWarnings]')
    if ((await tick.count()) > 0) await tick.check()
    await press(page, 'Далее: подписание заявки')
    await picture(page, `${device}-signing`)
    await press(page, 'Отправить без подписи')
    expect(await page.textContent('main')).toContain('Заявка отправлена')
    await picture(page, `${device}-sent`)

    const [number = ''] = /\d{4}-\d{6}/.exec((await page.textContent('main')) ?? '') ?? []
    await page.goto(`${site.server.url}/registration/status`)
    await page.fill('#number', number)
    await page.fill('#email', GENERAL.email ?? '')
    await press(page, 'Показать состояние')
    await page.waitForURL(/status\/.+/)
    expect(await page.textContent('main')).toContain(number)
    await expectNoSidewaysScrolling(page)

    const office = await open(width)
    await office.page.goto(`${site.server.url}/office/sign-in`)
    await office.page.fill('#login', 'kemerovo1')
    await office.page.fill('#password', 'Demo-Vhod-2026')
    await press(office.page, 'Войти')
    await picture(office.page, `${device}-code`)
    await office.page.fill('#code', (await office.page.textContent('#demo-code')) ?? '')
    await press(office.page, 'Войти')
    await office.page.waitForURL('**/office/applications')
    await picture(office.page, `${device}-queue`)
    const { id } = await applicationOf(okpo)
    await office.page.goto(`${site.server.url}/office/applications/${id}`)
    await press(office.page, 'Взять в работу')
    await picture(office.page, `${device}-application`)
    await press(office.page, 'Одобрить')
    const confirmed = office.page.locator('[name=confirmed]')
    if ((await confirmed.count()) > 0) await confirmed.check()
    await press(office.page, 'Одобрить заявку')
    await office.page.waitForURL('**/office/applications*')
    expect((await applicationOf(okpo)).status).toBe('approved')
    await office.context.close()

    await page.goto(`${site.server.url}/sign-in`)
    await picture(page, `${device}-sign-in`)
    await page.fill('#login', okpo)
    await page.fill('#password', GENERAL.password ?? '')
    await press(page, 'Войти')
    expect(await page.textContent('main')).toContain(GENERAL.shortName)
    await picture(page, `${device}-cabinet`)
    await context.close()
  })
})

const applicationOf = async (okpo: string): Promise<{ id: number; status: string }> => {
  const db = connect({ url: site.database.url, poolSize: 1 })
  try {
    return await db('applications').where({ okpo }).first('id', 'status')
  } finally {
    await db.destroy()
  }
}
