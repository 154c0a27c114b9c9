import { createTestApp, type TestApp } from '../../support/app'
import { Browser } from '../../support/browser'
import { buildStaff } from '../../support/builders'
import { signIn } from '../../support/sign-in'

let test_: TestApp
let editor: Browser
let central: Browser
const visitor = (): Browser => new Browser(test_.app)

beforeAll(async () => {
  test_ = await createTestApp()
  const admin = await buildStaff(test_.db, { role: 'office_admin' })
  editor = await signIn(test_.app, admin.login, '/office/sign-in')
  const system = await buildStaff(test_.db, { role: 'system_admin', office_id: null })
  central = await signIn(test_.app, system.login, '/office/sign-in')
})
afterAll(() => test_.destroy())
beforeEach(() => test_.db('announcements').delete())

const TODAY = '23.11.2026'
const write = async (browser: Browser, values: Record<string, string> = {}): Promise<Browser> => {
  await browser.open('/office/announcements/new')
  return browser.submit({
    title: 'Срок продлён',
    body: 'Первый абзац.\n\nВторой.',
    shownFrom: TODAY,
    published: 'yes',
    ...values,
  })
}
const titlesOn = async (url: string): Promise<string[]> => {
  const browser = await visitor().open(url)
  return browser
    .$('main a[href^="/announcements/"]')
    .toArray()
    .map(link => browser.$(link).text())
}

describe('announcements', () => {
  test('for everybody stand on the home page, in the archive and in the feed, and are read paragraph by paragraph', async () => {
    await write(central)
    expect(central.text).toContain('Объявление опубликовано.')
    expect(await titlesOn('/')).toEqual(['Срок продлён'])
    expect(await titlesOn('/announcements')).toEqual(['Срок продлён'])
    const browser = await visitor().open('/')
    await browser.follow('Срок продлён')
    expect(
      browser
        .$('main p.app-lines')
        .toArray()
        .map(p => browser.$(p).text()),
    ).toEqual(['Первый абзац.', 'Второй.'])
    const feed = await visitor().open('/announcements.atom')
    expect(feed.headers['content-type']).toContain('application/atom+xml')
    expect(await test_.db('audit_log').where({ event: 'announcement.created' })).toHaveLength(1)
  })

  test('of an office are seen by who has chosen its region, then and later', async () => {
    await write(editor)
    expect(await titlesOn('/')).toEqual([])
    const browser = await visitor().open('/announcements?office=42')
    expect(browser.text).toContain('Срок продлён')
    expect((await browser.open('/')).text).toContain('Срок продлён')
    await browser.open('/announcements?office=41')
    expect((await browser.open('/')).text).not.toContain('Срок продлён')
  })

  test('that are drafts, wait for their day or are over do not stand on the home page', async () => {
    await write(central, { title: 'Черновик', published: '' })
    await write(central, { title: 'Будущее', shownFrom: '24.11.2026' })
    await write(central, { title: 'Прошлое', shownFrom: '01.11.2026', shownUntil: '22.11.2026' })
    expect(await titlesOn('/')).toEqual([])
    expect(await titlesOn('/announcements')).toEqual(['Прошлое'])
    for (const { id, title } of await test_.db('announcements').select('id', 'title'))
      expect([title, (await visitor().open(`/announcements/${id}`)).status]).toEqual([
        title,
        title === 'Прошлое' ? 200 : 404,
      ])
  })

  test('with mistakes come back as they were typed, every mistake told', async () => {
    await write(central, { title: '', body: ' ', shownFrom: 'завтра', shownUntil: '31.02.2026' })
    expect(central.status).toBe(422)
    expect(central.errors.map(({ text }) => text)).toEqual([
      'Введите заголовок объявления',
      'Введите текст объявления',
      'Показывать с: введите дату в виде ДД.ММ.ГГГГ, например 31.12.2027',
      'Показывать по: введите дату в виде ДД.ММ.ГГГГ, например 31.12.2027',
    ])
    expect(central.value('shownFrom')).toBe('завтра')
    await write(central, { shownFrom: '10.12.2026', shownUntil: '01.12.2026' })
    expect(central.errors.map(({ text }) => text)).toEqual([
      'Последний день показа раньше первого: исправьте одну из дат',
    ])
  })

  test('changed in two tabs: the second is told, and its text stays on the page', async () => {
    await write(central)
    await central.open('/office/announcements')
    await central.follow('Срок продлён')
    const tab = await central.tab().open(central.url)
    await central.submit({ title: 'Первая вкладка' })
    await tab.submit({ title: 'Вторая вкладка' })
    expect(tab.status).toBe(409)
    expect(tab.text).toContain('его изменили в другой вкладке или другой сотрудник')
    expect(tab.value('title')).toBe('Вторая вкладка')
    expect(await titlesOn('/')).toEqual(['Первая вкладка'])
  })

  test('are edited by the office they belong to alone, and by no specialist', async () => {
    await write(central)
    const { id } = await test_.db('announcements').first('id')
    expect((await editor.open(`/office/announcements/${id}`)).status).toBe(404)
    const specialist = await signIn(test_.app, (await buildStaff(test_.db)).login, '/office/sign-in')
    for (const url of ['/office/announcements', '/office/announcements/new', '/office/administration'])
      expect((await specialist.open(url)).status).toBe(404)
    await write(editor, { title: 'Наше' })
    const own = await test_.db('announcements').where({ office_id: 42 }).first('id')
    expect((await central.open(`/office/announcements/${own.id}`)).status).toBe(404)
  })

  test('escape what was typed, in the page and in the feed', async () => {
    await write(central, { title: '<b>&"', body: ']]><script>x</script>' })
    const page = await visitor().open('/announcements')
    expect(page.html).toContain('&lt;b&gt;&amp;&quot;')
    const feed = (await visitor().open('/announcements.atom')).html
    expect(feed).toContain('<title>&lt;b&gt;&amp;&quot;</title>')
    expect(feed).not.toContain('<script>')
  })

  test('pressed twice with one version make one change', async () => {
    await write(central)
    const { id } = await test_.db('announcements').first('id')
    await central.open(`/office/announcements/${id}`)
    const tab = await central.tab().open(central.url)
    const [one, two] = await Promise.all([central.submit({ title: 'А' }), tab.submit({ title: 'Б' })])
    expect([one.status, two.status].toSorted((a, b) => a - b)).toEqual([200, 409])
  })
})
