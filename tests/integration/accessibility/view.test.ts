import { createTestApp, type TestApp } from '../../support/app'
import { Browser } from '../../support/browser'

let test_: TestApp
let browser: Browser
beforeAll(async () => {
  test_ = await createTestApp()
})
afterAll(() => test_.destroy())
beforeEach(() => {
  browser = new Browser(test_.app)
})

const stylesheet = (): string => browser.$('link[rel=stylesheet]').attr('href') ?? ''
const pressed = (): string[] =>
  browser
    .$('.app-view [aria-pressed=true]')
    .toArray()
    .map(button => browser.$(button).text())

describe('the accessibility mode', () => {
  test('is switched on by the first button of a page, which comes back with larger letters and the panel', async () => {
    await browser.open('/help/okpo?okpo=00136352')
    expect(stylesheet()).toContain('/normal-100.')
    await browser.submit({}, { press: 'Версия для слабовидящих' })
    expect(browser.url).toBe('/help/okpo?okpo=00136352')
    expect(stylesheet()).toContain('/normal-150.')
    expect(pressed()).toEqual(['150 %', 'обычный', 'вкл', 'обычный'])
  })

  test('takes one setting a press and remembers the others', async () => {
    await browser.open('/accessibility')
    await browser.submit({}, { press: 'Версия для слабовидящих' })
    await browser.submit({}, { press: 'белым по чёрному' })
    await browser.submit({}, { press: '200 %' })
    await browser.submit({}, { press: 'выкл' })
    await browser.submit({}, { press: 'увеличенный' })
    expect(pressed()).toEqual(['200 %', 'белым по чёрному', 'выкл', 'увеличенный'])
    await browser.open('/')
    expect(stylesheet()).toContain('/white-on-black-200.')
    expect(browser.$('html').attr('class')).toContain('app-no-images app-spaced')
    await browser.submit({}, { press: 'Обычная версия сайта' })
    expect(stylesheet()).toContain('/normal-100.')
    expect(browser.$('html').attr('class')).not.toContain('app-')
  })

  test('keeps what was typed into a form, shows no error for it and does not send it', async () => {
    await browser.open('/registration')
    await browser.submit({ okpo: '123 не то' }, { press: 'Версия для слабовидящих' })
    expect(browser.status).toBe(200)
    expect(browser.value('okpo')).toBe('123 не то')
    expect(browser.errors).toEqual([])
    expect(stylesheet()).toContain('/normal-150.')
    await browser.submit({ okpo: '123 не то' }, { press: 'чёрным по белому' })
    expect(browser.value('okpo')).toBe('123 не то')
    expect(stylesheet()).toContain('/black-on-white-150.')
    await browser.submit({ okpo: '123' })
    expect(browser.status).toBe(422)
    expect(stylesheet()).toContain('/black-on-white-150.')
  })

  test('makes no session for a visitor who only reads', async () => {
    await test_.db('sessions').delete()
    await browser.open('/accessibility/view?_view=on&back=/')
    expect(await test_.db('sessions')).toEqual([])
    expect(browser.cookies).toBe('view=150.normal.on.normal')
  })

  test.each([
    ['another site', '//evil.example/'],
    ['another site, whole', 'https://evil.example/'],
    ['another site behind a backslash', '/\\evil.example/'],
    ['nothing', ''],
  ])('never leads to %s', async (_, back) => {
    await browser.open(`/accessibility/view?_view=on&back=${encodeURIComponent(back)}`)
    expect(browser.url).toBe('/accessibility')
  })

  test.each(['size-300', 'scheme-red', 'images', '__proto__-x', 'size-100.normal', ''])(
    'a choice that is not on the panel, «%s», changes no setting',
    async choice => {
      await browser.open(`/accessibility/view?_view=on`)
      await browser.open(`/accessibility/view?_view=${encodeURIComponent(choice)}`)
      expect(pressed()).toEqual(['150 %', 'обычный', 'вкл', 'обычный'])
    },
  )

  test.each(['view=999.normal.on.normal', 'view=150.normal.on', 'view=<script>', 'preview=200.normal.on.normal'])(
    'a cookie that is not ours, %s, is as none',
    async cookie => {
      const response = await fetchWith(cookie)
      expect(response).toContain('/normal-100.')
    },
  )
})

const fetchWith = async (cookie: string): Promise<string> => {
  const { default: request } = await import('supertest')
  return (await request(test_.app).get('/').set('Cookie', cookie)).text
}
