import { createTestApp, type TestApp } from '../support/app'
import { Browser } from '../support/browser'
import { buildAccount, buildStaff } from '../support/builders'
import { signIn } from '../support/sign-in'
import { ask } from '../support/support'
import { checkPages } from './check-pages'

/* Questions of visitors and respondents, the office that answers, and what is published. */

let test: TestApp
let visitor: Browser
let respondent: Browser
let specialist: Browser
let administrator: Browser

beforeAll(async () => {
  test = await createTestApp()
  visitor = new Browser(test.app)
  respondent = await signIn(test.app, (await buildAccount(test.db)).okpo)
  specialist = await signIn(test.app, (await buildStaff(test.db)).login, '/office/sign-in')
  const admin = await buildStaff(test.db, { role: 'system_admin', office_id: null })
  administrator = await signIn(test.app, admin.login, '/office/sign-in')
})
afterAll(() => test.destroy())

/** Answers the question that is open and opens the page for publishing it. */
const answerAndPublish = async (): Promise<Browser> => {
  await specialist.submit({ text: 'Выгрузите сертификат без закрытого ключа.' })
  return specialist.follow('Опубликовать в вопросах и ответах')
}

checkPages([
  ['help: one answer', () => visitor.open('/help/faq/1')],
  ['support', () => visitor.open('/support')],
  [
    'support with errors',
    async () => {
      await visitor.open('/support')
      return visitor.submit({ name: '1' })
    },
  ],
  ['support: a question', () => ask(new Browser(test.app), { text: '<b>Как</b> выгрузить?' })],
  ['support: own questions', () => respondent.open('/cabinet/support')],
  ['support: new question of a respondent', () => respondent.open('/cabinet/support/new')],
  [
    'support: own question, with an error',
    async () => {
      await respondent.submit({ section: '4', subject: 'Срок', text: 'Когда?' })
      return respondent.submit({})
    },
  ],
  [
    'office: questions',
    async () => {
      await ask(new Browser(test.app))
      return specialist.open('/office/support')
    },
  ],
  ['office: question', () => specialist.open(specialist.$('main td, main th').find('a').first().attr('href') ?? '')],
  ['office: publish an answer', () => answerAndPublish()],
  ['office: publish an answer, with errors', () => specialist.submit({ answer: '' })],
  ['office: frequent questions', () => administrator.open('/office/faq')],
  [
    'office: frequent question with errors',
    async () => {
      await administrator.open('/office/faq/new')
      return administrator.submit({ position: 'x' })
    },
  ],
])
