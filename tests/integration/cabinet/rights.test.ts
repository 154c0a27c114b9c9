import request from 'supertest'
import type { Right } from '../../../src/http/identity'
import { createTestApp, type TestApp } from '../../support/app'
import { Browser } from '../../support/browser'
import { buildAccount, buildContact, buildPerson, buildStaff } from '../../support/builders'
import { routesOf } from '../../support/routes'
import { signIn } from '../../support/sign-in'

/*
 * Every route of the cabinet and the right that it takes. A route that is not in this table fails the test: whoever
 * adds one says here who may use it.
 *   any   whoever acts for the organisation
 *   user  whoever is signed in, also when they act for nobody
 */
const NEEDED: Record<string, Right | 'any' | 'user'> = {
  'GET /cabinet': 'any',
  'GET /cabinet/certificates': 'manage',
  'POST /cabinet/certificates': 'manage',
  'GET /cabinet/certificates/:id.cer': 'any',
  'GET /cabinet/certificates/:id/replace': 'manage',
  'POST /cabinet/certificates/:id/replace': 'manage',
  'GET /cabinet/certificates/:id/retire': 'manage',
  'POST /cabinet/certificates/:id/retire': 'manage',
  'GET /cabinet/contacts': 'manage',
  'GET /cabinet/contacts/new': 'manage',
  'POST /cabinet/contacts/new': 'manage',
  'GET /cabinet/contacts/:id': 'manage',
  'POST /cabinet/contacts/:id': 'manage',
  'POST /cabinet/contacts/:id/invite': 'manage',
  'POST /cabinet/contacts/:id/suspend': 'manage',
  'POST /cabinet/contacts/:id/restore': 'manage',
  'POST /cabinet/contacts/:id/remove': 'manage',
  'GET /cabinet/profile/password': 'user',
  'POST /cabinet/profile/password': 'user',
  'GET /cabinet/profile/email': 'user',
  'POST /cabinet/profile/email': 'user',
  'GET /cabinet/security': 'user',
  'GET /cabinet/security/recovery-codes': 'user',
  'GET /cabinet/security/recovery-codes/new': 'user',
  'GET /cabinet/security/second-factor': 'user',
  'GET /cabinet/security/second-factor/off': 'user',
  'POST /cabinet/security/recovery-codes': 'user',
  'POST /cabinet/security/recovery-codes/new': 'user',
  'POST /cabinet/security/second-factor': 'user',
  'POST /cabinet/security/second-factor/off': 'user',
  'POST /cabinet/security/sessions/end': 'user',
  'POST /cabinet/security/sessions/end-others': 'user',
  'GET /cabinet/profile': 'any',
  'GET /cabinet/profile/edit': 'manage',
  'POST /cabinet/profile/edit': 'manage',
  'GET /cabinet/profile/change': 'manage',
  'POST /cabinet/profile/change': 'manage',
  'GET /cabinet/profile/change/change.xml': 'manage',
  'GET /cabinet/profile/change/send': 'manage',
  'POST /cabinet/profile/change/send': 'manage',
  'GET /cabinet/profile/change/discard': 'manage',
  'POST /cabinet/profile/change/discard': 'manage',
  'GET /cabinet/profile/history': 'manage',
  'GET /cabinet/reports': 'any',
  'GET /cabinet/reports/:id': 'view',
  'GET /cabinet/reports/:id/carry-over': 'fill',
  'GET /cabinet/reports/:id/control': 'fill',
  'GET /cabinet/reports/:id/correct': 'fill',
  'GET /cabinet/reports/:id/print': 'view',
  'GET /cabinet/reports/:id/report.pdf': 'view',
  'GET /cabinet/reports/:id/report.xml': 'view',
  'GET /cabinet/reports/:id/sections/:section': 'fill',
  'GET /cabinet/reports/:id/sections/:section/paste': 'fill',
  'GET /cabinet/reports/:id/sections/:section/section.csv': 'fill',
  'GET /cabinet/reports/:id/sections/:section/terms': 'fill',
  'GET /cabinet/reports/:id/send': 'send',
  'GET /cabinet/reports/:id/title': 'fill',
  'GET /cabinet/reports/list': 'any',
  'GET /cabinet/reports/notices': 'any',
  'GET /cabinet/reports/start/:code': 'fill',
  'GET /cabinet/reports/templates/:id.xml': 'any',
  'GET /cabinet/reports/upload': 'fill',
  'GET /cabinet/reports/uploads/:id': 'fill',
  'POST /cabinet/reports/:id/carry-over': 'fill',
  'POST /cabinet/reports/:id/control': 'fill',
  'POST /cabinet/reports/:id/copy': 'fill',
  'POST /cabinet/reports/:id/correct': 'fill',
  'POST /cabinet/reports/:id/discard': 'fill',
  'POST /cabinet/reports/:id/sections/:section': 'fill',
  'POST /cabinet/reports/:id/sections/:section/paste': 'fill',
  'POST /cabinet/reports/:id/sections/:section/terms': 'fill',
  'POST /cabinet/reports/:id/left-over': 'fill',
  'POST /cabinet/reports/:id/send': 'send',
  'POST /cabinet/reports/:id/title': 'fill',
  'POST /cabinet/reports/start/:code': 'fill',
  'POST /cabinet/reports/upload': 'fill',
  'GET /cabinet/support': 'any',
  'GET /cabinet/support/new': 'any',
  'POST /cabinet/support/new': 'any',
  'GET /cabinet/support/:id': 'any',
  'POST /cabinet/support/:id': 'any',
  'GET /cabinet/choose': 'user',
  'POST /cabinet/choose': 'user',
  'POST /cabinet/choose/:id/accept': 'user',
}

const RIGHTS = { fill: { may_fill: true }, send: { may_send: true }, view: { may_view: true } } as const
const NOTHING = { may_fill: false, may_send: false, may_view: false }
const REFUSED = /Ваши полномочия не позволяют/

let site: TestApp
let organisationId: number
beforeAll(async () => {
  site = await createTestApp()
  organisationId = (await buildAccount(site.db)).organisationId
})
afterAll(() => site.destroy())

/** Somebody signed in with just this right. */
const withRight = async (right: Record<string, boolean>): Promise<Browser> => {
  const { id, email } = await buildPerson(site.db)
  await buildContact(site.db, organisationId, id, { ...NOTHING, ...right })
  return signIn(site.app, email)
}

/** What the route answers to whoever has a right token, with nothing in the form. */
const ask = async (route: string, browser: Browser): Promise<{ status: number; location: string; text: string }> => {
  const [method, pattern] = route.split(' ') as [string, string]
  const path = pattern.replace(/:\w+/g, '999999')
  const token = String(browser.$('[name=_csrf]').first().val() ?? '')
  const asked =
    method === 'GET' ? request(site.app).get(path) : request(site.app).post(path).type('form').send({ _csrf: token })
  const answer = await asked
    .set('Cookie', browser.cookies)
    .redirects(0)
    .ok(() => true)
  return { status: answer.status, location: answer.headers.location ?? '', text: answer.text ?? '' }
}

it('names the right that each route of the cabinet takes', () => {
  expect(routesOf(site.app).filter(route => / \/cabinet(\/|$)/.test(route))).toEqual(Object.keys(NEEDED).toSorted())
})

describe.each(Object.entries(RIGHTS))('With the right to %s alone', (right, row) => {
  let browser: Browser
  beforeAll(async () => {
    browser = await withRight(row)
    expect(browser.url).toBe('/cabinet')
  })

  it.each(Object.entries(NEEDED))('%s, which takes %s, is refused or not', async (route, needed) => {
    const { status, text } = await ask(route, browser)
    // Whoever fills or sends may look, too.
    const allowed = ['any', 'user', 'view', right].includes(needed)
    expect({ refused: status === 403 && REFUSED.test(text) }).toEqual({ refused: !allowed })
    expect(status).toBeLessThan(500)
  })
})

describe('Whoever acts for nobody', () => {
  it.each(Object.entries(NEEDED))('is sent from %s, which takes %s, to the choice, or stays', async (route, needed) => {
    const { email } = await buildPerson(site.db)
    const { status, location } = await ask(route, await signIn(site.app, email))
    if (needed === 'user') expect(location).not.toMatch(/choose\?next/)
    else
      expect({ status, location }).toEqual({
        status: 303,
        location: expect.stringMatching(/^\/cabinet\/choose\?next=/),
      })
  })
})

describe('Whoever is not signed in as a respondent', () => {
  const strangers: [string, () => Promise<Browser>][] = [
    ['a visitor', () => new Browser(site.app).open('/sign-in')],
    ['a member of staff', async () => signIn(site.app, (await buildStaff(site.db)).login, '/office/sign-in')],
  ]
  it.each(strangers)('%s is sent from every route to the sign-in', async (_who, come) => {
    const browser = await come()
    for (const route of Object.keys(NEEDED))
      expect([route, (await ask(route, browser)).location]).toEqual([route, expect.stringMatching(/^\/sign-in\?next=/)])
  })
})
