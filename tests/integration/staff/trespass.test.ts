import request from 'supertest'
import { queueLetter } from '../../../src/mail/outbox'
import { createTestApp, NOW, type TestApp } from '../../support/app'
import { buildApplication } from '../../support/application-builder'
import { Browser } from '../../support/browser'
import { buildAccount, buildOrganisation, buildStaff } from '../../support/builders'
import { routesOf } from '../../support/routes'
import { signIn } from '../../support/sign-in'
import { MAY } from './who-may'

/*
 * Role by page: every route of the office is asked for by everybody there is. Records in the addresses are real ones of
 * КЕМЕРОВОСТАТ, so a refusal is about the person and not about a record that is missing.
 */

const PEOPLE = {
  V: 'a visitor',
  R: 'a respondent',
  S: 'a specialist of the office',
  O: 'a specialist of another office',
  A: 'an administrator of the office',
  C: 'the administrator of the system',
} as const
type Person = keyof typeof PEOPLE

let site: TestApp
const browsers = {} as Record<Person, Browser>
let records: Record<string, string>

beforeAll(async () => {
  site = await createTestApp()
  const { db } = site
  const staffBrowser = async (row: object): Promise<Browser> =>
    signIn(site.app, (await buildStaff(db, row)).login, '/office/sign-in')
  browsers.V = await new Browser(site.app).open('/office/sign-in')
  browsers.R = await signIn(site.app, (await buildAccount(db)).okpo)
  browsers.S = await staffBrowser({})
  browsers.O = await staffBrowser({ office_id: 41 })
  browsers.A = await staffBrowser({ role: 'office_admin' })
  browsers.C = await staffBrowser({ role: 'system_admin', office_id: null })

  const application = await buildApplication(site.deps)
  const organisation = await buildOrganisation(db)
  const other = await buildStaff(db)
  const [announcement] = await db('announcements')
    .insert({
      office_id: 42,
      title: 'Т',
      body: 'Т',
      shown_from: '2026-11-01',
      created_by: other.id,
      created_at: NOW,
      updated_at: NOW,
    })
    .returning('id')
  await db.transaction(trx =>
    queueLetter(trx, { dedupeKey: 'x', kind: 'x', recipient: 'a@example.test', subject: 'x', body: 'x' }, NOW),
  )
  const letter = await db('outbox_letters').orderBy('id', 'desc').first('id')
  const [question] = await db('support_questions')
    .insert({
      office_id: 42,
      asker_name: 'Т',
      email: 'a@example.test',
      section: 1,
      subject: 'Т',
      status: 'waiting',
      status_since: NOW,
      created_at: NOW,
    })
    .returning('id')
  const noChange = { rows: 1, refused: 0, unchanged: 1, inForce: 1 }
  const [classifierImport] = await db('classifier_imports')
    .insert({
      classifier: 'oksm',
      state: 'checked',
      compared_with: 0,
      file_name: 'x',
      file_date: '2026-01-01',
      sha256: '0'.repeat(64),
      bytes: 1,
      counts: JSON.stringify({ ...noChange, new: 0, renamed: 0, moved: 0, reopened: 0, closed: 0 }),
      created_at: NOW,
    })
    .returning('id')
  const reason = await db('rejection_reasons').first('code')
  records = {
    '/office/applications/:id': String(application.id),
    '/office/announcements/:id': String(announcement.id),
    '/office/letters/:id': String(letter.id),
    '/office/support/:id': String(question.id),
    '/office/faq/:id': String((await db('faq_entries').first('id')).id),
    '/office/register/:id': String(organisation.id),
    '/office/second-factors/:id': String(other.id),
    '/office/staff/:id': String(other.id),
    '/office/offices/:id': '42',
    '/office/calendar/:year': '2026',
    '/office/classifiers/:classifier': 'okopf',
    '/office/classifiers/import/:id': String(classifierImport.id),
    '/office/reasons/:code': reason.code,
  }
})
afterAll(() => site.destroy())

const addressOf = (pattern: string): string => {
  const known = Object.keys(records).find(prefix => pattern.startsWith(prefix))
  const filled = known === undefined ? pattern : pattern.replace(/:\w+/, records[known] ?? '')
  return filled.replace(/:\w+/g, '999999')
}

type Answer = 'let in' | 'sent to sign in' | 'refused' | 'failed'

const ask = async (route: string, person: Person): Promise<Answer> => {
  const [method, pattern] = route.split(' ') as [string, string]
  const path = addressOf(pattern)
  const browser = browsers[person]
  const token = String(browser.$('[name=_csrf]').first().val() ?? '')
  const asked =
    method === 'GET' ? request(site.app).get(path) : request(site.app).post(path).type('form').send({ _csrf: token })
  const { status, headers } = await asked
    .set('Cookie', browser.cookies)
    .redirects(0)
    .ok(() => true)
  if (status >= 500) return 'failed'
  if (/^\/office\/sign-in(\?|$)/.test(headers.location ?? '')) return 'sent to sign in'
  return status === 403 || status === 404 ? 'refused' : 'let in'
}

it('every route of the office says who may use it', () => {
  expect(routesOf(site.app).filter(route => / \/office(\/|\.|$)/.test(route))).toEqual(Object.keys(MAY).toSorted())
})

describe.each(Object.entries(PEOPLE))('%s, %s', letter => {
  const person = letter as Person
  it.each(Object.entries(MAY))('%s (%s)', async (route, who) => {
    // What ends the session of who asks is tried elsewhere; a route without a page is no page.
    if (route.startsWith('_ALL') || route === 'POST /office/sign-out') return
    const answer = await ask(route, person)
    const staff = 'SOAC'.includes(person)
    const expected: Answer = who.includes(person) ? 'let in' : staff ? 'refused' : 'sent to sign in'
    expect(answer).toBe(expected)
  })
})
