import request from 'supertest'
import { createTestApp, type TestApp } from '../../support/app'
import { Browser } from '../../support/browser'
import { buildAccount, PASSWORD } from '../../support/builders'

const HOUR = 3_600_000
const EXPIRED = /^Страница была открыта слишком долго или вход выполнен в другой вкладке/

let site: TestApp
let okpo: string

beforeEach(async () => {
  site = await createTestApp()
  okpo = (await buildAccount(site.db)).okpo
})
afterEach(() => site.destroy())

const notice = (browser: Browser): string => browser.$('.govuk-notification-banner__heading').text().trim()
const entries = (): Promise<unknown[]> => site.db('audit_log')

describe('A form whose token is wrong', () => {
  const tokens: [string, Record<string, string>][] = [
    ['missing', { _csrf: '' }],
    ['made up', { _csrf: 'abcdefgh-1234567890abcdefghijklmnop' }],
  ]

  it.each(tokens)(
    'because it is %s, is refused with 403, kept as typed, and goes through when it is sent again',
    async (_why, forge) => {
      const browser = await new Browser(site.app).open('/sign-in?next=/cabinet')
      await browser.submit({ login: okpo, password: PASSWORD }, { forge })
      expect(browser.status).toBe(403)
      expect(notice(browser)).toMatch(EXPIRED)
      expect(browser.value('login')).toBe(okpo)
      expect(browser.value('password')).toBe('')
      expect(await entries()).toEqual([])
      await browser.submit({ password: PASSWORD })
      expect(browser.url).toBe('/cabinet')
    },
  )

  it('because the session ended meanwhile, is kept as typed too', async () => {
    const browser = await new Browser(site.app).open('/sign-in')
    site.pass(2 * HOUR)
    await browser.submit({ login: okpo, password: PASSWORD })
    expect(browser.status).toBe(403)
    expect(browser.value('login')).toBe(okpo)
    await browser.submit({ password: PASSWORD })
    expect(browser.url).toBe('/cabinet')
  })

  it('because it is of another session, is refused', async () => {
    const stranger = await new Browser(site.app).open('/sign-in')
    const browser = await new Browser(site.app).open('/sign-in')
    await browser.submit({ login: okpo, password: PASSWORD }, { forge: { _csrf: stranger.value('_csrf') } })
    expect(browser.status).toBe(403)
    expect(await entries()).toEqual([])
  })

  it('is not helped by a right token in the address or in a header', async () => {
    const browser = await new Browser(site.app).open('/sign-in')
    const token = encodeURIComponent(browser.value('_csrf'))
    browser.url = `/sign-in?_csrf=${token}`
    await browser.submit(
      { login: okpo, password: PASSWORD },
      { forge: { _csrf: '' }, headers: { 'X-CSRF-Token': token } },
    )
    expect(browser.status).toBe(403)
  })

  it('sends whoever signed in meanwhile in another tab on to the cabinet', async () => {
    const browser = await new Browser(site.app).open('/sign-in')
    const firstTab = { $: browser.$, url: browser.url }
    await browser.submit({ login: okpo, password: PASSWORD })
    Object.assign(browser, firstTab)
    await browser.submit({ login: okpo, password: PASSWORD })
    expect(browser.url).toBe('/cabinet')
  })

  it('is a button: nothing is done, and one press does it', async () => {
    const browser = await new Browser(site.app).open('/sign-in')
    await browser.submit({ login: okpo, password: PASSWORD })
    await browser.submit({}, { press: 'Выйти', forge: { _csrf: 'stale' } })
    expect(browser.status).toBe(403)
    expect(browser.heading).toBe('Подтвердите действие')
    expect((await new Browser(site.app).open('/')).status).toBe(200)
    expect(await site.db('sessions').whereNotNull('user_id')).toHaveLength(1)
    await browser.submit()
    expect(browser.url).toBe('/')
    expect(await site.db('sessions').whereNotNull('user_id')).toEqual([])
  })

  it('says nothing of what was typed in the log', async () => {
    const browser = await new Browser(site.app).open('/sign-in')
    await browser.submit({ login: okpo, password: PASSWORD }, { forge: { _csrf: 'stale' } })
    expect(site.logged.join('')).toContain('EBADCSRFTOKEN')
    expect(site.logged.join('')).not.toContain(okpo)
  })
})

describe('A form sent from another site', () => {
  it.each([
    ['Origin', 'https://evil.example'],
    ['Origin', 'null'],
    ['Origin', 'http://localhost.evil.example:3000'],
    ['Sec-Fetch-Site', 'cross-site'],
    ['Sec-Fetch-Site', 'same-site'],
  ])('(%s: %s) is refused with 403 even with a right token, and nothing is done', async (name, value) => {
    const browser = await new Browser(site.app).open('/sign-in')
    await browser.submit({ login: okpo, password: PASSWORD }, { headers: { [name]: value } })
    expect(browser.status).toBe(403)
    expect(browser.heading).toBe('Действие не разрешено')
    expect(browser.text).toContain('Форма отправлена не со страницы этого сайта.')
    expect(await entries()).toEqual([])
    expect((await browser.open('/cabinet')).url).toMatch(/^\/sign-in/)
  })

  it.each([
    ['Origin', 'http://localhost:3000'],
    ['Sec-Fetch-Site', 'same-origin'],
    ['Sec-Fetch-Site', 'none'],
  ])('is told from one of ours (%s: %s)', async (name, value) => {
    const browser = await new Browser(site.app).open('/sign-in')
    await browser.submit({ login: okpo, password: PASSWORD }, { headers: { [name]: value } })
    expect(browser.url).toBe('/cabinet')
  })

  it('is refused before its body is read', async () => {
    const answer = await request(site.app)
      .post('/sign-in')
      .set('Origin', 'https://evil.example')
      .set('Content-Type', 'application/x-www-form-urlencoded')
      .send('x'.repeat(2_000_000))
    expect(answer.status).toBe(403)
  })
})

describe('A form of any size', () => {
  it('larger than any of ours is refused with 413', async () => {
    const browser = await new Browser(site.app).open('/sign-in')
    await browser.submit({ login: 'x'.repeat(300_000), password: PASSWORD })
    expect(browser.status).toBe(413)
    expect(browser.heading).toBe('Слишком большой файл или слишком много данных')
  })

  it('of the wrong kind has no token and is refused', async () => {
    const answer = await request(site.app).post('/sign-in').send({ login: okpo, password: PASSWORD })
    expect(answer.status).toBe(403)
    expect(await entries()).toEqual([])
  })
})
