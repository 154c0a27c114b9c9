import { createTestApp, type TestApp } from '../support/app'
import { send } from '../support/applicant'
import { Browser } from '../support/browser'
import { buildStaff } from '../support/builders'
import { signIn } from '../support/sign-in'
import { checkPages, type Visit } from './check-pages'
import { signedDraft } from './signed-draft'

/* The specialist's day: the queue, an application, decisions, help. */

let test: TestApp
let specialist: Browser
let administrator: Browser

beforeAll(async () => {
  test = await createTestApp()
  await send(new Browser(test.app))
  specialist = await signIn(test.app, (await buildStaff(test.db)).login, '/office/sign-in')
  const admin = await buildStaff(test.db, { role: 'system_admin', office_id: null })
  administrator = await signIn(test.app, admin.login, '/office/sign-in')
})
afterAll(() => test.destroy())

checkPages([
  ['office: help', () => specialist.open('/office/help')],
  ...['queue', 'decisions', 'letters', 'reports', 'questions', 'trust', 'import'].map(
    (topic): Visit => [`office: help, ${topic}`, () => specialist.open(`/office/help/${topic}`)],
  ),
  ['office: queue', () => specialist.open('/office/applications')],
  ['office: application', () => specialist.open('/office/applications/1')],
  [
    'office: application in review',
    async () => {
      await specialist.open('/office/applications/1')
      return specialist.submit({}, { press: 'Взять в работу' })
    },
  ],
  ['office: return', () => specialist.open('/office/applications/1/return')],
  [
    'office: return with an error',
    async () => {
      await specialist.open('/office/applications/1/return')
      return specialist.submit({}, { press: 'Вернуть на исправление' })
    },
  ],
  ['office: reject', () => specialist.open('/office/applications/1/reject')],
  [
    'office: reject with errors',
    async () => {
      await specialist.open('/office/applications/1/reject')
      return specialist.submit({}, { press: 'Отклонить заявку' })
    },
  ],
  ['office: approve', () => specialist.open('/office/applications/1/approve')],
  [
    'office: return, letter shown',
    async () => {
      await specialist.open('/office/applications/1/return')
      return specialist.submit({ 'remark-inn': 'Сверьте номер' }, { press: 'Показать письмо' })
    },
  ],
  ['office: applications by letter', () => specialist.open('/office/applications/by-letter')],
  ['office: note', () => specialist.open('/office/applications/1/notes')],
  ['office: hand over', () => specialist.open('/office/applications/1/hand-over')],
  [
    'office: hand over with errors',
    async () => {
      await specialist.open('/office/applications/1/hand-over')
      return specialist.submit({}, { press: 'Передать заявку' })
    },
  ],
  ['office: hand over several', () => specialist.open('/office/applications/hand-over?ids=1')],
  [
    'office: outcomes of several',
    async () => {
      await specialist.open('/office/applications?list=all')
      return specialist.submit({ ids: '1' }, { press: 'Взять отмеченные в работу' })
    },
  ],
  ['office: queue with filters', () => specialist.open('/office/applications?list=all&channel=web&choose=all')],
  ['office: search', () => specialist.open('/office/applications?q=%D0%9F%D1%80%D0%B8%D0%BC%D0%B5%D1%80')],
  [
    'office: application, signed',
    async () => {
      const browser = await signedDraft(new Browser(test.app))
      await browser.submit({}, { press: 'Отправить заявку на регистрацию' })
      const { id } = await test.db('applications').where({ signed: true }).first('id')
      return specialist.open(`/office/applications/${id}`)
    },
  ],
  ['office: workload', () => specialist.open('/office/workload?until=31.12.2026')],
  [
    'office: workload, still counting',
    async () => {
      const { soon } = test.deps.slowReads
      test.deps.slowReads.soon = () => Promise.resolve(undefined)
      const page = await specialist.open('/office/workload?until=30.12.2026')
      test.deps.slowReads.soon = soon
      return page
    },
  ],
  ['office: workload with errors', () => administrator.open('/office/workload?from=x')],
  ['office: no office', () => administrator.open('/office/applications')],
])
