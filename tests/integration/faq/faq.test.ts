import { createTestApp, type TestApp } from '../../support/app'
import { Browser } from '../../support/browser'
import { buildStaff } from '../../support/builders'
import { signIn } from '../../support/sign-in'

/* «Вопросы и ответы»: administrators write them, everybody reads and finds them. */

let site: TestApp
let admin: Browser
beforeAll(async () => {
  site = await createTestApp()
  admin = await signIn(site.app, (await buildStaff(site.db, { role: 'office_admin' })).login, '/office/sign-in')
})
afterAll(() => site.destroy())

const ENTRY = {
  section: '5',
  position: '7',
  question: 'Почему сайт открывается медленно?',
  answer: 'Первый абзац.\n\n<b>Второй</b> абзац.',
  link: 'mobile',
  published: 'yes',
}
const write = async (values: Record<string, string> = {}): Promise<Browser> => {
  await admin.open('/office/faq/new')
  return admin.submit({ ...ENTRY, ...values })
}
const visitor = (url: string): Promise<Browser> => new Browser(site.app).open(url)
const search = (q: string): Promise<Browser> => visitor(`/help?q=${encodeURIComponent(q)}`)

it('come with the system, by section, and lead on to the pages that they are about', async () => {
  const browser = await visitor('/help/faq')
  expect(browser.$('h3').length).toBe(10)
  await browser.follow('Вход и пароль')
  expect(browser.$('h3').length).toBe(1)
  expect(browser.$('[aria-current=page]').text()).toBe('Вход и пароль')
})

it('are written, found at once by the search, hidden again and gone from it', async () => {
  expect((await search('медленно')).text).toContain('Ничего не найдено')
  await write()
  expect(admin.text).toContain('Ответ опубликован.')
  const browser = await search('открывается медленно')
  await browser.follow(ENTRY.question)
  expect(
    browser
      .$('main p.app-lines')
      .toArray()
      .map(p => browser.$(p).text()),
  ).toEqual(['Первый абзац.', '<b>Второй</b> абзац.'])
  const page = browser.url
  await browser.follow('Мобильное приложение')
  expect(browser.status).toBe(200)
  await admin.follow(ENTRY.question)
  await admin.submit({ published: '' })
  expect(admin.text).toContain('Ответ сохранён как черновик.')
  expect((await search('медленно')).text).toContain('Ничего не найдено')
  expect((await visitor(page)).status).toBe(404)
  expect(await site.db('audit_log').where({ subject_kind: 'faq_entry' }).pluck('event')).toEqual([
    'faq.created',
    'faq.changed',
  ])
})

it('with mistakes come back as they were typed', async () => {
  await write({ section: '', position: '-1', question: ' ', answer: '', published: 'yes' })
  expect(admin.status).toBe(422)
  expect(admin.errors.map(({ field }) => field)).toEqual(['question', 'answer', 'section', 'position'])
  expect(admin.value('position')).toBe('-1')
})

it('changed in two tabs: the second is told, and its text stays', async () => {
  await write({ question: 'Кто первый?' })
  await admin.open('/office/faq')
  await admin.follow('Кто первый?')
  const tab = await admin.tab().open(admin.url)
  await admin.submit({ answer: 'Один' })
  await tab.submit({ answer: 'Два' })
  expect(tab.status).toBe(409)
  expect(tab.value('answer')).toBe('Два')
})

it('stand in pages of twenty, none twice and none lost', async () => {
  await site.db('faq_entries').where({ section: 6 }).delete()
  const rows = Array.from({ length: 45 }, (_, number) => ({
    section: 6,
    position: 5,
    question: `Вопрос ${number}`,
    answer: 'Ответ',
    published_at: '2026-11-01T00:00:00.000Z',
    created_at: '2026-11-01T00:00:00.000Z',
    updated_at: '2026-11-01T00:00:00.000Z',
  }))
  await site.db('faq_entries').insert(rows)
  const browser = await visitor('/help/faq?section=6')
  const seen: string[] = []
  for (;;) {
    seen.push(
      ...browser
        .$('h3')
        .toArray()
        .map(h3 => browser.$(h3).text()),
    )
    const next = browser.$('.govuk-pagination__next a').attr('href')
    if (next === undefined) break
    await browser.open(next)
  }
  expect(seen).toEqual(rows.map(({ question }) => question))
})

it('are edited by administrators alone', async () => {
  const specialist = await signIn(site.app, (await buildStaff(site.db)).login, '/office/sign-in')
  for (const url of ['/office/faq', '/office/faq/new', '/office/faq/1'])
    expect([url, (await specialist.open(url)).status]).toEqual([url, 404])
})
