import { createTestApp, type TestApp } from '../../support/app'
import { Browser } from '../../support/browser'
import { buildAccount, buildStaff } from '../../support/builders'
import { lettersOf } from '../../support/letters'
import { signIn } from '../../support/sign-in'
import { ask, forgetQuestions, numberOn, QUESTION } from '../../support/support'

/* The questions at the office: whose they are, two who answer at once, closing, publishing. */

let site: TestApp
let asker: Browser
let number: number
let page: string
let specialist: Browser
let other: Browser

const staff = async (row: object = {}): Promise<Browser> =>
  signIn(site.app, (await buildStaff(site.db, row)).login, '/office/sign-in')

beforeAll(async () => {
  site = await createTestApp()
  specialist = await staff()
  other = await staff()
})
beforeEach(async () => {
  await forgetQuestions(site.db)
  asker = await ask(new Browser(site.app))
  number = numberOn(asker)
  page = `/office/support/${number}`
})
afterAll(() => site.destroy())

const LISTED = '/office/support?status='

it('shows an office its own questions alone; those without an office go to the administrator of the system', async () => {
  const stranger = await staff({ office_id: 41 })
  expect((await stranger.open(page)).status).toBe(404)
  expect((await stranger.open('/office/support')).text).not.toContain(QUESTION.subject)
  const system = await staff({ role: 'system_admin', office_id: null })
  expect((await system.open(page)).status).toBe(404)
  await ask(new Browser(site.app), { office: '', subject: 'Общий вопрос' })
  await system.open('/office/support')
  await system.follow('Общий вопрос')
  expect(system.heading).toBe('Общий вопрос')
  expect((await specialist.open(`/office/support/${number + 1}`)).status).toBe(404)
})

it('answers with a letter and an audit record, and whoever asked reads it as the answer of the office', async () => {
  await specialist.open('/office/support')
  await specialist.submit({ number: `№ ${number}` })
  expect(specialist.heading).toBe(QUESTION.subject)
  await specialist.submit({ text: 'Выгрузите сертификат\n\nбез ключа.' })
  expect(specialist.text).toContain('Ответ отправлен.')
  expect(await lettersOf(site.db, 'support_answered')).toMatchObject([
    { recipient: QUESTION.email, body: expect.stringContaining('Выгрузите сертификат\n\nбез ключа.') },
  ])
  expect(await site.db('audit_log').where({ event: 'support.answered', subject_id: number })).toHaveLength(1)
  await asker.open(asker.url)
  expect(asker.text).toContain('Ответ: КЕМЕРОВОСТАТ')
  expect(asker.text).not.toContain((await site.db('staff').first('full_name')).full_name)
  expect((await specialist.open(`${LISTED}waiting`)).text).not.toContain(QUESTION.subject)
  expect((await specialist.open(`${LISTED}answered`)).text).toContain(QUESTION.subject)
  await asker.submit({ text: 'Не помогло' })
  expect((await specialist.open(`${LISTED}waiting`)).text).toContain(QUESTION.subject)
})

it('tells the second of two who answer, keeps the text, and sends it when it is still wanted', async () => {
  await specialist.open(page)
  await other.open(page)
  await specialist.submit({ text: 'Первый' })
  await other.submit({ text: 'Второй' })
  expect(other.status).toBe(409)
  expect(other.text).toMatch(/ответил другой сотрудник \(.+\)\. Ваш ответ не отправлен/)
  expect(other.value('text')).toBe('Второй')
  expect(await lettersOf(site.db, 'support_answered')).toHaveLength(1)
  await other.submit()
  expect(other.status).toBe(200)
  expect(await lettersOf(site.db, 'support_answered')).toHaveLength(2)
})

it('takes one of two answers of the same moment', async () => {
  await specialist.open(page)
  await other.open(page)
  await Promise.all([specialist.submit({ text: 'Первый' }), other.submit({ text: 'Второй' })])
  expect([specialist.status, other.status].toSorted((a, b) => a - b)).toEqual([200, 409])
  expect(await site.db('support_messages').where({ author: 'staff' })).toHaveLength(1)
})

it('takes an answer whose button was pressed twice once', async () => {
  await specialist.open(page)
  const tab = specialist.tab()
  tab.$ = specialist.$
  tab.url = specialist.url
  await Promise.all([specialist.submit({ text: 'Ответ' }), tab.submit({ text: 'Ответ' })])
  expect([specialist.status, tab.status]).toEqual([200, 200])
  expect(await lettersOf(site.db, 'support_answered')).toHaveLength(1)
})

it('tells of a message that came while the answer was written', async () => {
  await specialist.open(page)
  await asker.submit({ text: 'Уже разобралась' })
  await specialist.submit({ text: 'Ответ' })
  expect(specialist.status).toBe(409)
  expect(specialist.text).toContain('Уже разобралась')
  expect(specialist.value('text')).toBe('Ответ')
})

it('closes a question; who got no answer is told, and nobody writes to it any more', async () => {
  await specialist.open(page)
  await specialist.submit({}, { press: 'Закрыть вопрос' })
  expect(specialist.text).toContain(`Вопрос № ${number} закрыт.`)
  expect(await lettersOf(site.db, 'support_closed')).toHaveLength(1)
  expect((await specialist.open(page)).$('textarea')).toHaveLength(0)
  expect((await asker.open(asker.url)).text).toContain('Вопрос закрыт.')
})

it('does not close a question over a message that nobody has read', async () => {
  await specialist.open(page)
  await asker.submit({ text: 'И ещё' })
  await specialist.submit({}, { press: 'Закрыть вопрос' })
  expect(specialist.status).toBe(409)
  expect(await site.db('support_questions').first('status')).toEqual({ status: 'waiting' })
})

it('is for staff: a respondent and a visitor come to the sign-in', async () => {
  const respondent = await signIn(site.app, (await buildAccount(site.db)).okpo)
  for (const browser of [respondent, new Browser(site.app)])
    expect((await browser.open(page)).url).toMatch(/^\/office\/sign-in/)
})

describe('Publishing', () => {
  const answered = async (browser: Browser): Promise<Browser> => {
    await browser.open(page)
    await browser.submit({ text: 'Мария, выгрузите сертификат без закрытого ключа.' })
    return browser.follow('Опубликовать в вопросах и ответах')
  }
  const GENERAL = {
    question: 'Почему не загружается сертификат?',
    answer: 'Выгрузите его без ключа.',
    impersonal: 'yes',
  }

  it('refuses a text that tells who asked, and one that nobody vouches for', async () => {
    await answered(specialist)
    expect(specialist.value('question')).toBe(QUESTION.subject)
    await specialist.submit({ question: `Вопрос от ${QUESTION.email}` })
    expect(specialist.status).toBe(422)
    expect(specialist.errors.map(({ field }) => field)).toEqual(['question', 'answer', 'impersonal'])
    expect(specialist.errors[1]?.text).toContain('Мария')
    expect(await site.db('faq_entries').whereNotNull('support_question_id')).toEqual([])
  })

  it('by a specialist makes a draft, whatever the request says; an administrator publishes it', async () => {
    await answered(specialist)
    await specialist.submit(GENERAL, { forge: { published: 'yes' } })
    expect(specialist.text).toContain('Ответ сохранён как черновик')
    const visitor = await new Browser(site.app).open(
      '/help?q=%D0%B7%D0%B0%D0%B3%D1%80%D1%83%D0%B6%D0%B0%D0%B5%D1%82%D1%81%D1%8F',
    )
    expect(visitor.text).not.toContain(GENERAL.question)
    const admin = await staff({ role: 'office_admin' })
    await admin.open('/office/faq')
    await admin.follow(GENERAL.question)
    await admin.submit({ published: 'yes' })
    await visitor.open(visitor.url)
    await visitor.follow(GENERAL.question)
    expect(visitor.text).toContain(GENERAL.answer)
    expect((await new Browser(site.app).open('/support')).text).toContain(GENERAL.question)
  })

  it('of one answer by two makes one entry, and the second is told', async () => {
    await answered(specialist)
    await other.open(specialist.url)
    await specialist.submit(GENERAL)
    await other.submit(GENERAL)
    expect(other.status).toBe(409)
    expect(other.value('answer')).toBe(GENERAL.answer)
    expect(await site.db('faq_entries').where({ support_question_id: number })).toHaveLength(1)
  })

  it('needs an answer', async () => {
    expect((await specialist.open(`${page}/publish`)).status).toBe(409)
  })
})
