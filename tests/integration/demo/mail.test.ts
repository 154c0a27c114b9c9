import type { Letter } from '../../../src/mail/letter'
import { queueLetter } from '../../../src/mail/outbox'
import { recentLetters } from '../../../src/mail/outbox.repository'
import { createTestApp, NOW, type TestApp } from '../../support/app'
import { Browser } from '../../support/browser'
import { download } from '../../support/sign-in'

let site: TestApp

beforeEach(async () => {
  site = await createTestApp()
})
afterEach(() => site.destroy())

const queue = async (letter: Partial<Letter> = {}, at = site): Promise<number> => {
  const whole = {
    dedupeKey: `test:${Math.random()}`,
    kind: 'test',
    recipient: 'romashka@demo.example',
    subject: 'Заявка принята',
    body: 'Текст',
    ...letter,
  }
  await at.db.transaction(trx => queueLetter(trx, whole, NOW))
  const [newest] = await recentLetters(at.db, 1)
  return newest?.id ?? 0
}

describe('The letters of the demo', () => {
  it('are listed, the newest first, each with its way', async () => {
    await queue({ subject: 'Первое письмо' })
    await queue({ subject: 'Второе письмо' })
    const browser = await new Browser(site.app).open('/demo/mail')
    const subjects = browser
      .$('main tbody th')
      .toArray()
      .map(cell => browser.$(cell).text())
    expect(subjects).toEqual(['Второе письмо', 'Первое письмо'])
    expect(browser.text).toContain('romashka@demo.example')
    expect(browser.text).toContain('23.11.2026, 09:00 (московское время)')
    expect(browser.text).toContain('Ожидает отправки')
    await browser.follow('Первое письмо')
    expect(browser.heading).toBe('Первое письмо')
    await browser.follow('Все письма')
    expect(browser.url).toBe('/demo/mail')
  })

  it('are none yet in a new system', async () => {
    expect((await new Browser(site.app).open('/demo/mail')).text).toContain('Писем ещё нет')
  })

  it('show addresses of this system as links, and only those', async () => {
    const id = await queue({
      body: 'Следите: http://localhost:3000/registration/status/1.abc.\n\nСайт: https://www.gosuslugi.ru/ <script>alert(1)</script>',
    })
    const browser = await new Browser(site.app).open(`/demo/mail/${id}`)
    const links = browser
      .$('main .app-lines a')
      .toArray()
      .map(link => [browser.$(link).attr('href'), browser.$(link).text()])
    expect(links).toEqual([
      ['http://localhost:3000/registration/status/1.abc', 'http://localhost:3000/registration/status/1.abc'],
    ])
    expect(browser.$('main div.app-lines').text()).toBe(
      'Следите: http://localhost:3000/registration/status/1.abc.\n\nСайт: https://www.gosuslugi.ru/ <script>alert(1)</script>',
    )
    expect(browser.$('script')).toHaveLength(0)
  })

  it('give their attachments to keep', async () => {
    const id = await queue({
      attachments: [
        { fileName: 'application.xml', contentType: 'application/xml', content: Buffer.from('<a/>') },
        { fileName: 'Заявка.txt', contentType: 'text/plain', content: Buffer.from('Заявка') },
      ],
    })
    const browser = await new Browser(site.app).open(`/demo/mail/${id}`)
    expect(browser.text).toContain('Заявка.txt')
    const answer = await download(site.app, `/demo/mail/${id}/attachments/2`)
    expect(answer.status).toBe(200)
    expect(answer.body.toString()).toBe('Заявка')
    expect(answer.headers['content-disposition']).toMatch(/^attachment; filename="[\w.-]+"$/)
    expect(answer.headers['x-content-type-options']).toBe('nosniff')
  })

  it('that do not exist answer 404', async () => {
    const id = await queue()
    for (const url of [
      '/demo/mail/999',
      '/demo/mail/x',
      `/demo/mail/${'9'.repeat(30)}`,
      `/demo/mail/${id}/attachments/1`,
      `/demo/mail/${id}/attachments/0`,
    ])
      expect([url, (await new Browser(site.app).open(url)).status]).toEqual([url, 404])
  })

  it('are on no page outside demo mode', async () => {
    const production = await createTestApp({
      WEBSBOR_MODE: 'production',
      SMTP_URL: 'smtp://localhost',
      MAIL_FROM: 'from@example.test',
    })
    try {
      const id = await queue({}, production)
      for (const url of ['/demo/mail', `/demo/mail/${id}`, `/demo/mail/${id}/attachments/1`])
        expect((await new Browser(production.app).open(url)).status).toBe(404)
    } finally {
      await production.destroy()
    }
  })
})
