import { createTestApp, type TestApp } from '../support/app'
import { send } from '../support/applicant'
import { Browser } from '../support/browser'
import { buildStaff } from '../support/builders'
import { signIn } from '../support/sign-in'
import { checkPages } from './check-pages'

/* What the administrator looks after: offices, staff, letters, the audit log, announcements. */

let test: TestApp
let visitor: Browser
let administrator: Browser

beforeAll(async () => {
  test = await createTestApp()
  visitor = new Browser(test.app)
  await send(new Browser(test.app))
  const staff = await buildStaff(test.db)
  await signIn(test.app, staff.login, '/office/sign-in')
  const admin = await buildStaff(test.db, { role: 'system_admin', office_id: null })
  administrator = await signIn(test.app, admin.login, '/office/sign-in')
})
afterAll(() => test.destroy())

checkPages([
  ['office: second factors of the staff', () => administrator.open('/office/second-factors')],
  ['office: administration', () => administrator.open('/office/administration')],
  ['office: audit log', () => administrator.open('/office/audit')],
  ['office: audit log with errors', () => administrator.open('/office/audit?from=x')],
  ['office: letters', () => administrator.open('/office/letters?state=waiting')],
  ['office: offices', () => administrator.open('/office/offices')],
  ['office: office', () => administrator.open('/office/offices/42')],
  [
    'office: office with errors',
    async () => {
      await administrator.open('/office/offices/42')
      return administrator.submit({ code: '1' })
    },
  ],
  [
    'office: merging an office, with errors',
    async () => {
      await administrator.open('/office/offices/41/merge')
      return administrator.submit({})
    },
  ],
  ['office: reasons', () => administrator.open('/office/reasons')],
  [
    'office: reason with errors',
    async () => {
      await administrator.open('/office/reasons/new')
      return administrator.submit({ template: '{что}' })
    },
  ],
  ['office: staff', () => administrator.open('/office/staff')],
  ['office: member of staff', () => administrator.open('/office/staff/1')],
  [
    'office: new member of staff with errors',
    async () => {
      await administrator.open('/office/staff/new')
      return administrator.submit({ email: 'x' })
    },
  ],
  ['office: announcements', () => administrator.open('/office/announcements')],
  [
    'office: announcement with errors',
    async () => {
      await administrator.open('/office/announcements/new')
      return administrator.submit({ shownUntil: 'x' })
    },
  ],
  [
    'announcement',
    async () => {
      await administrator.open('/office/announcements/new')
      await administrator.submit({ title: '<b>Срок</b> продлён', body: 'Абзац.', published: 'yes' })
      await visitor.open('/')
      return visitor.follow('<b>Срок</b> продлён')
    },
  ],
])
