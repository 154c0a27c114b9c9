import { createTestApp, type TestApp } from '../../support/app'
import { Browser } from '../../support/browser'
import { buildStaff } from '../../support/builders'
import { aCertificate } from '../../support/certificates'
import { signIn } from '../../support/sign-in'

/* «Помощь»: found from the places that it explains, searched, and kept apart for specialists. */

let site: TestApp
let visitor: Browser
beforeAll(async () => {
  site = await createTestApp()
})
beforeEach(async () => {
  visitor = await new Browser(site.app).open('/help')
})
afterAll(() => site.destroy())

const found = (browser: Browser): string[] =>
  browser
    .$('h2:contains("Найдено") + ul a')
    .toArray()
    .map(link => browser.$(link).text())

it('leads to every topic, and every link of every topic leads somewhere', async () => {
  const topics = visitor
    .$('main ul a')
    .toArray()
    .map(link => link.attribs.href as string)
  expect(topics).toHaveLength(13)
  for (const topic of topics) {
    await visitor.open(topic)
    expect([topic, visitor.status]).toEqual([topic, 200])
    const links = visitor
      .$('main a[href^="/"]')
      .toArray()
      .map(link => link.attribs.href as string)
    for (const link of links) expect([link, (await visitor.tab().open(link)).status]).toEqual([link, 200])
  }
})

it('finds a topic by words in any form, the one that is about them first', async () => {
  await visitor.submit({ q: 'Выгрузка сертификатов' })
  expect(found(visitor)[0]).toBe('Как выгрузить сертификат в файл')
  await visitor.submit({ q: 'cryptcp' })
  expect(found(visitor)).toEqual(['Как подписать файл без плагина'])
})

it('says when nothing is found, and keeps what was typed', async () => {
  await visitor.submit({ q: '<b>чебурашка</b>' })
  expect(visitor.text).toContain('Ничего не найдено')
  expect(visitor.value('q')).toBe('<b>чебурашка</b>')
  await visitor.submit({ q: '(((' })
  expect(visitor.text).toContain('Ничего не найдено')
})

it('finds nothing of the templates themselves', async () => {
  for (const q of ['govuk', 'block', 'href', 'paths']) {
    await visitor.submit({ q })
    expect(found(visitor)).toEqual([])
  }
})

it('shows specialists their own help, and visitors the way to sign in', async () => {
  const specialist = await signIn(site.app, (await buildStaff(site.db)).login, '/office/sign-in')
  await specialist.open('/office/applications')
  await specialist.follow('Помощь специалистам')
  await specialist.submit({ q: 'просроченные' })
  expect(found(specialist)).toEqual(['Очередь заявок'])
  await specialist.follow('Очередь заявок')
  expect(specialist.heading).toBe('Очередь заявок')
  await visitor.open('/office/help/queue')
  expect(visitor.heading).not.toBe('Очередь заявок')
})

it('is linked from the fields that it explains, each to its own paragraph', async () => {
  await visitor.open('/registration')
  await visitor.submit({ okpo: '00083262' })
  const links = visitor
    .$('main .app-field-help a')
    .toArray()
    .map(link => new URL(link.attribs.href as string, 'http://x'))
  expect(links.length).toBeGreaterThan(10)
  for (const page of new Set(links.map(({ pathname }) => pathname))) {
    const topic = await visitor.tab().open(page)
    for (const { pathname, hash } of links)
      if (pathname === page) expect([hash, topic.$(`h2${hash}`).length]).toEqual([hash, 1])
  }
})

it('is linked from what the check of a certificate says', async () => {
  await visitor.open('/registration')
  await visitor.submit({ okpo: '00083262' })
  await visitor.open('/registration/certificates')
  await visitor.submit({}, { files: { certificate: { name: 'a.cer', bytes: await aCertificate() } } })
  await visitor.follow('Что это значит (откроется в новой вкладке)')
  expect(visitor.$('h2#root').text()).toContain('Корневой сертификат УЦ не загружен в систему')
})

it('is linked from the certificates of an application', async () => {
  await visitor.open('/registration')
  await visitor.submit({ okpo: '00083262' })
  await visitor.open('/registration/certificates')
  await visitor.follow('Выгрузка сертификата по шагам')
  expect(visitor.heading).toBe('Как выгрузить сертификат в файл')
})
