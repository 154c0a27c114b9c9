import { createTestApp, type TestApp } from '../support/app'
import { begin, FREE_OKPO, GENERAL, handIn } from '../support/applicant'
import { Browser } from '../support/browser'
import { NAUGHTY } from '../support/naughty-strings'

/*
 * Every text field takes every string: the page comes back with it as it was typed, nothing of it becomes a part of
 * the page, and the server stays well.
 */

let test: TestApp
let applicant: Browser
beforeAll(async () => {
  test = await createTestApp()
  applicant = await begin(new Browser(test.app), '00136352')
})
afterAll(() => test.destroy())

const GENERAL_TEXT = Object.keys(GENERAL).filter(
  name => !/^(enterpriseType|okopf|okfs|oksm|subsidiary|password)/.test(name),
)
const MORE = ['okved', 'okogu', 'okato', 'parentOkpo', 'note', 'respondentComment', 'additionalContacts']
const CONTACT_TEXT = [
  'lastName',
  'firstName',
  'middleName',
  'position',
  'phone',
  'email',
  'basisNumber',
  'basisDate',
  'basisValidUntil',
]

/** What a browser sends and gets back: line ends are one kind, and HTML knows no NUL and no lone surrogate. */
const asBrowsersSend = (text: string): string => Buffer.from(text.replace(/\r\n?/g, '\n'), 'utf8').toString('utf8')

/** What HTML can show at all: a parser turns these characters into others. */
const asPagesShow = (text: string): string => asBrowsersSend(text).replaceAll('\u0000', '\ufffd')

const all = (names: string[], text: string) => Object.fromEntries(names.map(name => [name, text]))

const expectUnharmed = (browser: Browser, names: string[], typed: string): void => {
  expect(browser.status).toBeLessThan(500)
  expect(browser.$('script, img[src=x], svg, main b').length).toBe(0)
  for (const name of names) {
    const isOneLine = browser.$(`input[name=${name}]`).length > 0
    const shown = asPagesShow(typed)
    expect(`${name}: ${browser.value(name)}`).toBe(
      `${name}: ${isOneLine ? (browser.value(name) === shown ? shown : shown.replace(/\n/g, '')) : shown}`,
    )
  }
}

it.each(NAUGHTY.map(text => [JSON.stringify(text).slice(0, 60), text]))(
  '«Общая информация» takes %s',
  async (_name, text) => {
    const browser = applicant
    await browser.open('/registration/general')
    const names = [...GENERAL_TEXT, ...MORE]
    await browser.submit(all(names, asBrowsersSend(text)))
    expect(browser.status).toBe(422)
    expectUnharmed(browser, names, text)

    await browser.open('/registration/check')
    expect(browser.status).toBe(200)
    expect(browser.$('script, img[src=x], svg').length).toBe(0)
  },
)

it.each(NAUGHTY.map(text => [JSON.stringify(text).slice(0, 60), text]))('a contact takes %s', async (_name, text) => {
  const browser = applicant
  await browser.open('/registration/contacts/new')
  const { url } = browser
  await browser.submit(all(CONTACT_TEXT, asBrowsersSend(text)))
  expect(browser.status).toBe(422)
  expectUnharmed(browser, CONTACT_TEXT, text)
  await browser.open('/registration/contacts')
  await browser.submit({}, { press: browser.$('form[action$="/remove"] button').first().text() })
  expect(browser.url).not.toBe(url)
})

it.each(NAUGHTY.map(text => [JSON.stringify(text).slice(0, 60), text]))(
  'the fields in front of everything take %s',
  async (_name, text) => {
    const browser = new Browser(test.app)
    for (const [url, names] of [
      ['/registration', ['okpo']],
      ['/registration/status', ['number', 'email']],
      ['/sign-in', ['login']],
      ['/office/sign-in', ['login']],
    ] as const) {
      await browser.open(url)
      await browser.submit(all([...names], asBrowsersSend(text)))
      expect(browser.status).toBeLessThan(500)
      expect(browser.$('script, img[src=x], svg, main b').length).toBe(0)
    }
  },
)

it('hands in whatever text the rules let pass, and the XML stays well-formed', async () => {
  const passed = ['<b>&"\'', ']]>', '👩‍👩‍👧‍👦 {{ 7 * 7 }} ${7*7}', 'строка\nвторая']
  const browser = await begin(new Browser(test.app), FREE_OKPO)
  await browser.submit({
    ...GENERAL,
    shortName: passed[0] ?? '',
    fullName: passed[1] ?? '',
    note: passed[2] ?? '',
    postalAddress: `650000 ${passed[3]}`,
  })
  await browser.open('/registration/check')
  await handIn(browser)

  expect(browser.text).toContain('Заявка отправлена')
  const { xml } = await test.db('application_submissions').first('xml')
  expect(String(xml)).toContain('<shortName>&lt;b&gt;&amp;"\'</shortName>')
  expect(String(xml)).toContain('<fullName>]]&gt;</fullName>')
  expect(String(xml)).toContain('{{ 7 * 7 }} ${7*7}')
})

it('logged no error and nothing of what was typed', () => {
  const lines = test.logged.map(line => JSON.parse(line) as { level: number })
  expect(lines.filter(({ level }) => level >= 50)).toEqual([])
  expect(test.logged.join('\n')).not.toMatch(/DROP TABLE|alert\(1\)|Bcc/)
})
