import request from 'supertest'
import { createTestApp, NOW, type TestApp } from '../../support/app'
import type { Browser } from '../../support/browser'
import { buildAccount, buildContact, buildOrganisation, buildPerson } from '../../support/builders'
import { signIn, tokenOf } from '../../support/sign-in'

const PRODUCTION = { WEBSBOR_MODE: 'production', SMTP_URL: 'smtp://localhost', MAIL_FROM: 'from@example.test' }
const NOBODY = 'Сейчас нет организации, за которую вы можете действовать.'

let site: TestApp
beforeEach(async () => {
  site = await createTestApp()
})
afterEach(() => site.destroy())

const organisation = (row: Record<string, unknown> = {}, at = site) => buildOrganisation(at.db, row)
const header = (browser: Browser): string => browser.$('.app-header__who').text().replace(/\s+/g, ' ').trim()
const links = (browser: Browser): string[] =>
  browser
    .$('.app-navigation a')
    .toArray()
    .map(a => browser.$(a).text())

describe('An authorised person', () => {
  it('signs in with the own e-mail and acts for the only organisation there is, without a question', async () => {
    const { id, email } = await buildPerson(site.db)
    const own = await organisation({ short_name: 'ООО «Первая»' })
    await buildContact(site.db, own.id, id)
    const browser = await signIn(site.app, email)
    expect(browser.url).toBe('/cabinet')
    expect(browser.text).toContain('ООО «Первая»')
    expect(header(browser)).toBe('Вы вошли как Образцов Образец за ООО «Первая» Сменить организацию')
    expect(links(browser)).toEqual(['Личный кабинет', 'Отчёты', 'Профиль', 'Вопросы', 'Безопасность'])
  })

  it.each([
    ['in capitals and with spaces', ' Ivan@Primer.Example ', 'ivan@primer.example'],
    ['with the domain in its own letters', 'ivan@пример.рф', 'ivan@xn--e1afmkfd.xn--p1ai'],
    ['with the domain in ASCII', 'ivan@xn--e1afmkfd.xn--p1ai', 'ivan@xn--e1afmkfd.xn--p1ai'],
  ])('may write the e-mail %s', async (_how, typed, email) => {
    const { id } = await buildPerson(site.db, { email })
    await buildContact(site.db, (await organisation()).id, id)
    expect((await signIn(site.app, typed)).url).toBe('/cabinet')
  })

  it('sees the profile of the organisation, and nothing to change it by', async () => {
    const { id, email } = await buildPerson(site.db)
    await buildContact(site.db, (await organisation()).id, id)
    const browser = await signIn(site.app, email)
    await browser.follow('Профиль')
    expect([browser.status, browser.heading]).toEqual([200, 'Профиль'])
    expect(browser.text).toContain('Изменить данные может сама организация')
    expect(browser.text).toContain('Изменить свой пароль')
    const inside = browser
      .$('main a')
      .toArray()
      .map(link => browser.$(link).attr('href'))
    expect(inside).not.toContain('/cabinet/profile/edit')
    expect(inside).not.toContain('/cabinet/profile/history')
  })

  it('with an address below .рф is shown it as they write it', async () => {
    const { id } = await buildPerson(site.db, { email: 'ivan@xn--e1afmkfd.xn--p1ai' })
    const { okpo, organisationId } = await buildAccount(site.db)
    await buildContact(site.db, organisationId, id)
    const owner = await signIn(site.app, okpo)
    await owner.open('/cabinet/contacts')
    expect(owner.text).toContain('ivan@пример.рф')
    expect(owner.text).not.toContain('xn--')
    await owner.follow('Образцов Образец')
    expect(owner.text).not.toContain('xn--')
    const person = await signIn(site.app, 'ivan@пример.рф')
    for (const page of ['/cabinet', '/cabinet/profile/email', '/cabinet/profile/password', '/cabinet/security'])
      expect([page, (await person.open(page)).text]).toEqual([page, expect.not.stringContaining('xn--')])
  })

  it('is not mistaken for another whose domain only looks the same', async () => {
    // The first letter of the second domain is Cyrillic.
    await buildPerson(site.db, { email: 'ivan@apple.example' })
    const browser = await signIn(site.app, 'ivan@аpple.example')
    expect(browser.status).toBe(422)
  })

  it.each([
    ['without a password yet', { password: null }],
    ['with a wrong password', { password: 'Другой-Пароль-1' }],
  ])('cannot sign in %s', async (_how, given) => {
    const { email } = await buildPerson(site.db, given)
    const browser = await signIn(site.app, email)
    expect(browser.status).toBe(422)
    expect(browser.errors).toHaveLength(1)
  })

  it('is written down in the audit log by the own number', async () => {
    const { id, email } = await buildPerson(site.db)
    await signIn(site.app, email)
    expect(await site.db('audit_log')).toMatchObject([
      { event: 'person.signed_in', subject_kind: 'person', subject_id: id, actor_id: null, actor_person_id: id },
    ])
    expect((await site.db('persons').where({ id }).first()).last_sign_in_at).toBe(NOW)
  })

  it('of the demo stays out when the system is not in demo mode', async () => {
    const production = await createTestApp(PRODUCTION)
    try {
      const { email } = await buildPerson(production.db, { demo: true })
      expect((await signIn(production.app, email)).status).toBe(422)
    } finally {
      await production.destroy()
    }
  })
})

describe('An authorised person of several organisations', () => {
  const several = async (): Promise<{ browser: Browser; first: number; second: number; person: number }> => {
    const { id, email } = await buildPerson(site.db)
    const first = (await organisation({ short_name: 'ООО «Первая»' })).id
    const second = (await organisation({ short_name: 'ООО «Вторая»' })).id
    await buildContact(site.db, first, id, { basis: 'mchd', basis_valid_until: '2027-12-31', may_send: false })
    await buildContact(site.db, second, id)
    return { browser: await signIn(site.app, email), first, second, person: id }
  }

  it('chooses after signing in, sees the choice everywhere and can change it', async () => {
    const { browser, first, second } = await several()
    expect(browser.url).toBe('/cabinet/choose?next=%2Fcabinet')
    expect(browser.text).toContain('Права: заполнение, просмотр. Полномочия до 31.12.2027')
    await browser.submit({ organisation: String(first) })
    expect(browser.url).toBe('/cabinet')
    expect(header(browser)).toContain('за ООО «Первая»')
    await browser.open('/')
    expect(header(browser)).toContain('за ООО «Первая»')
    await browser.follow('Сменить организацию')
    expect(browser.value('organisation')).toBe(String(first))
    await browser.submit({ organisation: String(second) })
    expect(header(browser)).toContain('за ООО «Вторая»')
  })

  it('comes back to the page that was asked for, and to no other site', async () => {
    const { browser, first } = await several()
    await browser.open('/cabinet?from=letter')
    expect(browser.url).toBe('/cabinet/choose?next=%2Fcabinet%3Ffrom%3Dletter')
    await browser.open('/cabinet/choose?next=//evil.example')
    await browser.submit({ organisation: String(first) })
    expect(browser.url).toBe('/cabinet')
  })

  it('is asked to choose one when none was', async () => {
    const { browser } = await several()
    await browser.submit({})
    expect(browser.status).toBe(422)
    expect(browser.errors).toEqual([{ field: 'organisation', text: 'Выберите организацию, за которую вы действуете' }])
  })

  it('cannot choose an organisation that did not name them', async () => {
    const { browser } = await several()
    const foreign = await organisation()
    await browser.submit({}, { forge: { organisation: String(foreign.id) } })
    expect(browser.status).toBe(404)
    expect((await browser.open('/cabinet')).url).toMatch(/^\/cabinet\/choose/)
  })

  it('is not moved to another organisation when the chosen one takes the power away', async () => {
    const { browser, first, person } = await several()
    await browser.submit({ organisation: String(first) })
    await site.db('contacts').where({ person_id: person, organisation_id: first }).update({ state: 'suspended' })
    await browser.open('/cabinet')
    expect(browser.url).toBe('/cabinet/choose?next=%2Fcabinet')
    expect(browser.text).toContain('ООО «Первая», ОКПО')
    expect(browser.text).toContain('Организация приостановила ваши полномочия. Обратитесь в организацию.')
  })

  it('goes on with the organisation of the session when another one comes in', async () => {
    const { id, email } = await buildPerson(site.db)
    await buildContact(site.db, (await organisation()).id, id)
    const browser = await signIn(site.app, email)
    await buildContact(site.db, (await organisation()).id, id)
    expect((await browser.open('/cabinet')).url).toBe('/cabinet')
  })
})

describe('Somebody who is signed in is out of the organisation at once when', () => {
  const cases: [string, (ids: { contact: number; organisation: number }) => Promise<unknown>, RegExp][] = [
    ['they are removed', ({ contact }) => change('contacts', contact, { state: 'removed', removed_at: NOW }), /^$/],
    ['they are suspended', ({ contact }) => change('contacts', contact, { state: 'suspended' }), /приостановила/],
    ['the power ran out', ({ contact }) => change('contacts', contact, { basis_valid_until: '2026-11-22' }), /Срок/],
    [
      'the organisation is archived',
      own => change('organisations', own.organisation, { archived_at: NOW }),
      /сейчас не/,
    ],
    ['the organisation is blocked', own => change('organisations', own.organisation, { blocked_at: NOW }), /сейчас не/],
  ]
  const change = (table: string, id: number, row: object) => site.db(table).where({ id }).update(row)

  it.each(cases)('%s', async (_what, happen, reason) => {
    const { id, email } = await buildPerson(site.db)
    const own = await organisation()
    const contact = await buildContact(site.db, own.id, id)
    const browser = await signIn(site.app, email)
    expect(browser.url).toBe('/cabinet')
    await happen({ contact, organisation: own.id })
    await browser.open('/cabinet')
    expect(browser.url).toBe('/cabinet/choose?next=%2Fcabinet')
    expect(browser.text).toContain(NOBODY)
    expect(browser.$('main li').text()).toMatch(reason)
    expect(links(browser)).toEqual(['Выбор организации', 'Безопасность'])
  })

  it('the organisation itself is archived or blocked, for its own account too', async () => {
    for (const row of [{ archived_at: NOW }, { blocked_at: NOW }]) {
      const { okpo, organisationId } = await buildAccount(site.db)
      const browser = await signIn(site.app, okpo)
      await change('organisations', organisationId, row)
      expect((await browser.open('/cabinet')).url).toBe('/sign-in?next=%2Fcabinet')
    }
  })
})

describe('The last day of a power', () => {
  it.each([
    // 23 November 2026, 06:00 UTC is the 23rd in Kamchatka and in Kemerovo.
    ['is a whole day', '2026-11-23', NOW, '/cabinet'],
    ['ends when it ends at the office, hours before it does in Moscow', '2026-11-23', '2026-11-23T17:00:01.000Z', null],
  ])('%s', async (_what, until, now, url) => {
    const { id, email } = await buildPerson(site.db)
    await buildContact(site.db, (await organisation()).id, id, { basis: 'attorney', basis_valid_until: until })
    site.setNow(now)
    expect((await signIn(site.app, email)).url).toBe(url ?? '/cabinet/choose?next=%2Fcabinet')
  })
})

describe('An invitation', () => {
  it('is accepted by whoever is signed in with the address that was invited', async () => {
    const { id, email } = await buildPerson(site.db)
    const own = await organisation({ short_name: 'ООО «Первая»' })
    const contact = await buildContact(site.db, own.id, id, { state: 'invited', accepted_at: null })
    const browser = await signIn(site.app, email)
    expect(browser.text).toContain(NOBODY)
    await browser.submit({}, { press: 'Принять приглашение организации ООО «Первая»' })
    expect(await site.db('contacts').where({ id: contact }).first()).toMatchObject({
      state: 'active',
      accepted_at: NOW,
    })
    expect(await site.db('audit_log').where({ event: 'contact.accepted' })).toMatchObject([
      { subject_kind: 'contact', subject_id: contact, actor_person_id: id },
    ])
    expect((await browser.open('/cabinet')).url).toBe('/cabinet')
  })

  it('pressed twice is accepted once', async () => {
    const { id, email } = await buildPerson(site.db)
    await buildContact(site.db, (await organisation({ short_name: 'А' })).id, id, { state: 'invited' })
    const browser = await signIn(site.app, email)
    const tab = await browser.tab().open('/cabinet/choose')
    await browser.submit({}, { press: 'Принять приглашение организации А' })
    await tab.submit({}, { press: 'Принять приглашение организации А' })
    expect(tab.status).toBe(200)
    expect(await site.db('audit_log').where({ event: 'contact.accepted' })).toHaveLength(1)
  })

  it('of somebody else, or taken back, cannot be accepted', async () => {
    const { id, email } = await buildPerson(site.db)
    const other = await buildPerson(site.db)
    const own = await organisation({ short_name: 'А' })
    const mine = await buildContact(site.db, own.id, id, { state: 'invited' })
    const foreign = await buildContact(site.db, own.id, other.id, { state: 'invited' })
    const browser = await signIn(site.app, email)
    await site.db('contacts').where({ id: mine }).update({ state: 'removed', removed_at: NOW })
    await browser.submit({}, { press: 'Принять приглашение организации А' })
    expect(browser.status).toBe(404)
    await browser.open('/cabinet/choose')
    for (const contact of [mine, foreign, 999_999]) {
      const answer = await request(site.app)
        .post(`/cabinet/choose/${contact}/accept`)
        .set('Cookie', browser.cookies)
        .type('form')
        .send({ _csrf: tokenOf({ text: browser.html }) })
      expect([contact, answer.status]).toEqual([contact, 404])
    }
    expect((await site.db('contacts').where({ id: foreign }).first()).state).toBe('invited')
  })
})
