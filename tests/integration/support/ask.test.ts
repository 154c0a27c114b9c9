import { createTestApp, type TestApp } from '../../support/app'
import { Browser } from '../../support/browser'
import { buildAccount, buildContact, buildPerson } from '../../support/builders'
import { lettersOf, linkIn } from '../../support/letters'
import { signIn } from '../../support/sign-in'
import { ask, forgetQuestions, numberOn, QUESTION } from '../../support/support'

/* «Форум техподдержки»: how visitors and respondents ask, and what nobody can do with it. */

let site: TestApp
beforeAll(async () => {
  site = await createTestApp()
})
beforeEach(() => forgetQuestions(site.db))
afterAll(() => site.destroy())

const visitor = (): Browser => new Browser(site.app)

describe('A visitor', () => {
  it('gets a number, a page that nobody can guess, and a letter that carries nothing of what was typed', async () => {
    const browser = await ask(visitor(), { subject: 'Купите слона', text: 'Заходите на spam.example' })
    expect(browser.heading).toBe('Купите слона')
    expect(browser.text).toMatch(/Вопрос № \d+ отправлен/)
    expect(browser.text).toContain('Ждёт ответа')
    expect(browser.headers['cache-control']).toBe('no-store')
    const [letter] = await lettersOf(site.db, 'support_received')
    expect(letter).toMatchObject({ recipient: QUESTION.email, subject: `Вопрос № ${numberOn(browser)} получен` })
    for (const typed of ['слона', 'spam', 'Мария', 'Светлова']) expect(letter?.body).not.toContain(typed)
    expect(await linkIn(site.db, 'support_received')).toBe(browser.url)
    const asked = { event: 'support.asked', subject_id: numberOn(browser) }
    expect(await site.db('audit_log').where(asked)).toHaveLength(1)
    const stranger = await visitor().open(browser.url.replace(/.$/, last => (last === 'A' ? 'B' : 'A')))
    expect(stranger.status).toBe(404)
  })

  it('is told every mistake at once, in page order, and nothing typed is lost', async () => {
    const typed = {
      name: '123',
      email: 'нет',
      office: '',
      section: '',
      subject: ' ',
      text: '-----BEGIN PRIVATE KEY-----',
    }
    const browser = await ask(visitor(), typed)
    expect(browser.status).toBe(422)
    expect(browser.errors.map(({ field }) => field)).toEqual(['name', 'email', 'section', 'subject', 'text'])
    expect(browser.errors.at(-1)?.text).toMatch(/Удалите из текста закрытый ключ/)
    expect(browser.value('text')).toBe(typed.text)
    expect(await site.db('support_questions')).toEqual([])
  })

  it('cannot choose an office that there is not', async () => {
    const browser = await ask(visitor(), { office: '9999' })
    expect(browser.status).toBe(422)
    expect(browser.errors.map(({ field }) => field)).toEqual(['office'])
  })

  it('who presses the button twice asks once', async () => {
    const browser = await visitor().open('/support')
    const tab = browser.tab()
    tab.$ = browser.$
    tab.url = browser.url
    await Promise.all([browser.submit(QUESTION), tab.submit(QUESTION)])
    expect(tab.url).toBe(browser.url)
    expect(await site.db('support_questions')).toHaveLength(1)
    expect(await site.db('support_messages')).toHaveLength(1)
    expect(await lettersOf(site.db, 'support_received')).toHaveLength(1)
  })

  it('without a token changes nothing and keeps what was typed', async () => {
    const browser = await visitor().open('/support')
    await browser.submit(QUESTION, { forge: { _csrf: 'x' } })
    expect(browser.status).toBe(403)
    expect(browser.value('text')).toBe(QUESTION.text)
    expect(await site.db('support_questions')).toEqual([])
  })

  it('does not flood a mailbox: the sixth question of a day with one address waits, its text stays', async () => {
    for (let number = 0; number < 5; number += 1) await ask(visitor())
    const browser = await ask(visitor(), { email: ' SVETLOVA@primer.example ' })
    expect(browser.status).toBe(429)
    expect(Number(browser.headers['retry-after'])).toBeGreaterThan(0)
    expect(browser.value('text')).toBe(QUESTION.text)
    expect(await lettersOf(site.db, 'support_received')).toHaveLength(5)
  })

  it('does not flood the office either, whatever addresses are typed', async () => {
    for (let number = 0; number < 10; number += 1) await ask(visitor(), { email: `a${number}@primer.example` })
    expect((await ask(visitor(), { email: 'last@primer.example' })).status).toBe(429)
    expect(await site.db('support_questions')).toHaveLength(10)
  })

  it('adds to the question by its link; markup is shown as it was typed', async () => {
    const browser = await ask(visitor())
    await browser.submit({ text: '<script>alert(1)</script>\nвторая строка' })
    expect(browser.status).toBe(200)
    expect(browser.html).toContain('&lt;script&gt;alert(1)&lt;/script&gt;\nвторая строка')
    expect(browser.$('.app-timeline__item')).toHaveLength(2)
    expect(await site.db('support_questions').first('status')).toEqual({ status: 'waiting' })
  })

  it('cannot write to a question that was closed meanwhile, and gets the text back', async () => {
    const browser = await ask(visitor())
    await site.db('support_questions').update({ status: 'closed' })
    await browser.submit({ text: 'Ещё одно' })
    expect(browser.status).toBe(409)
    expect(browser.text).toContain('вопрос закрыли')
    expect(browser.value('text')).toBe('Ещё одно')
    expect(await site.db('support_messages')).toHaveLength(1)
  })
})

describe('A respondent', () => {
  it('asks from the cabinet without saying who they are, and the office of the organisation gets the question', async () => {
    const { okpo, organisationId } = await buildAccount(site.db, {
      organisation: { email: 'office@primer.example', office_id: 41 },
    })
    const browser = await signIn(site.app, okpo)
    await browser.open('/support')
    expect(browser.url).toBe('/cabinet/support/new')
    await browser.submit({ section: '4', subject: 'Срок', text: 'Когда сдавать?' })
    expect(browser.text).toMatch(/Вопрос № \d+ отправлен/)
    expect(await site.db('support_questions').first('office_id', 'organisation_id')).toEqual({
      office_id: 41,
      organisation_id: organisationId,
    })
    expect(await linkIn(site.db, 'support_received')).toBe(browser.url)
    await browser.follow('Вопросы')
    expect(browser.text).toContain('Срок')
  })

  it('whose address nobody knows asks too, and reads the answer in the cabinet', async () => {
    const browser = await signIn(site.app, (await buildAccount(site.db)).okpo)
    await browser.open('/cabinet/support/new')
    await browser.submit({ section: '4', subject: 'Срок', text: 'Когда?' })
    expect(browser.status).toBe(200)
    expect(await lettersOf(site.db)).toEqual([])
  })

  it('sees what an authorised person asked for it, with their name; another organisation does not', async () => {
    const { okpo, organisationId } = await buildAccount(site.db)
    const { id, email } = await buildPerson(site.db)
    await buildContact(site.db, organisationId, id)
    const person = await signIn(site.app, email)
    await person.open('/cabinet/support/new')
    await person.submit({ section: '4', subject: 'Срок', text: 'Когда?' })
    expect(await lettersOf(site.db, 'support_received')).toMatchObject([{ recipient: email }])
    const own = await (await signIn(site.app, okpo)).open(person.url)
    expect(own.status).toBe(200)
    expect(own.$('.app-timeline__what').text()).not.toContain('ООО')
    const other = await (await signIn(site.app, (await buildAccount(site.db)).okpo)).open(person.url)
    expect(other.status).toBe(404)
  })

  it('whose question it is cannot be read by a visitor who knows its number', async () => {
    const browser = await signIn(site.app, (await buildAccount(site.db)).okpo)
    await browser.open('/cabinet/support/new')
    await browser.submit({ section: '4', subject: 'Срок', text: 'Когда?' })
    const stranger = await visitor().open(browser.url)
    expect(stranger.url).toMatch(/^\/sign-in/)
  })
})
