import { codeOf, stepAt } from '../../../src/features/second-factor/one-time-code'
import { createTestApp, NOW, type TestApp } from '../../support/app'
import { Browser } from '../../support/browser'
import {
  buildAccount,
  buildOrganisation,
  buildPerson,
  buildSecondFactor,
  buildStaff,
  PASSWORD,
  TOTP_KEY,
} from '../../support/builders'
import { signIn } from '../../support/sign-in'

const FIREFOX = { 'User-Agent': 'Mozilla/5.0 (Windows NT 10.0; rv:127.0) Gecko/20100101 Firefox/127.0' }

let site: TestApp

beforeEach(async () => {
  site = await createTestApp()
})
afterEach(() => site.destroy())

const codeNow = (key = TOTP_KEY, steps = 0): string => codeOf(key, stepAt(site.deps.clock()) + steps)
const keyOn = (browser: Browser): string => browser.$('#key').text().replaceAll(' ', '')
const codesOn = (browser: Browser): string[] =>
  browser
    .$('#recovery-codes li')
    .toArray()
    .map(item => browser.$(item).text().trim())

describe('«Безопасность»', () => {
  it.each(['account', 'person', 'staff'])('is there for an %s, and for nobody who is not signed in', async kind => {
    const login = {
      account: async () => (await buildAccount(site.db)).okpo,
      person: async () => (await buildPerson(site.db)).email,
      staff: async () => (await buildStaff(site.db)).login,
    }[kind]
    const office = kind === 'staff'
    const page = office ? '/office/security' : '/cabinet/security'
    expect((await new Browser(site.app).open(page)).url).toContain('sign-in')
    const browser = await signIn(site.app, (await login?.()) ?? '', office ? '/office/sign-in' : '/sign-in')
    expect((await browser.open(page)).heading).toBe('Безопасность')
    expect(browser.text).toContain('Этот сеанс')
  })

  it('tells of the last sign-ins, refused ones too: when, how, from where, with what', async () => {
    const { okpo } = await buildAccount(site.db)
    const stranger = await new Browser(site.app).open('/sign-in')
    await stranger.submit({ login: okpo, password: 'Чужой-Пароль-1' }, { headers: FIREFOX })
    const browser = await signIn(site.app, okpo)
    await browser.open('/cabinet/security')
    const rows = browser
      .$('table')
      .last()
      .find('tbody tr')
      .toArray()
      .map(row => browser.$(row).text().replace(/\s+/g, ' ').trim())
    expect(rows).toHaveLength(2)
    expect(rows[0]).toContain('Вход по паролю')
    expect(rows[1]).toMatch(/23\.11\.2026, 09:00 .*Отказ: неверный пароль ?127\.0\.0\.1 ?Firefox, Windows/)
  })

  it('shows nothing of anybody else', async () => {
    const other = await buildAccount(site.db)
    const stranger = await new Browser(site.app).open('/sign-in')
    await stranger.submit({ login: other.okpo, password: 'x' }, { headers: FIREFOX })
    const browser = await signIn(site.app, (await buildAccount(site.db)).okpo)
    await browser.open('/cabinet/security')
    expect(browser.text).not.toContain('Firefox')
  })

  it('ends another session of one’s own, with an audit record', async () => {
    const { id, okpo } = await buildAccount(site.db)
    const lost = await signIn(site.app, okpo)
    const browser = await signIn(site.app, okpo)
    await browser.open('/cabinet/security')
    const button = browser.$('form[action$="/end"] button').text()
    await browser.submit({}, { press: button })
    expect(browser.text).toContain('Сеанс завершён.')
    expect((await lost.open('/cabinet')).url).toContain('/sign-in')
    expect((await browser.open('/cabinet')).url).toBe('/cabinet')
    expect(await site.db('audit_log').where({ event: 'session.ended' })).toMatchObject([
      { subject_kind: 'account', subject_id: id },
    ])
  })

  it('ends all other sessions, half signed in ones too, and keeps this one', async () => {
    const { id, login } = await buildStaff(site.db)
    const others = [await signIn(site.app, login, '/office/sign-in'), await signIn(site.app, login, '/office/sign-in')]
    const browser = await signIn(site.app, login, '/office/sign-in')
    const half = await new Browser(site.app).open('/office/sign-in')
    await half.submit({ login, password: PASSWORD })
    await browser.open('/office/security')
    await browser.submit({}, { press: 'Завершить все остальные' })
    for (const other of others) expect((await other.open('/office')).url).toContain('/office/sign-in')
    expect(await site.db('sessions').where({ user_id: `staff:${id}` })).toHaveLength(1)
    expect((await browser.open('/office/security')).heading).toBe('Безопасность')
  })

  it('does not end a session of somebody else, whatever is sent', async () => {
    const victim = await signIn(site.app, (await buildAccount(site.db)).okpo)
    const { okpo } = await buildAccount(site.db)
    await signIn(site.app, okpo)
    const browser = await signIn(site.app, okpo)
    const { id_hash } = await site.db('sessions').whereNotNull('user_id').first('id_hash')
    await browser.open('/cabinet/security')
    await browser.submit({}, { press: browser.$('form[action$="/end"] button').text(), forge: { session: id_hash } })
    expect(browser.text).toContain('Этот сеанс уже завершён.')
    expect((await victim.open('/cabinet')).url).toBe('/cabinet')
  })
})

describe('The second factor of a respondent', () => {
  const enabled = async (): Promise<{ browser: Browser; okpo: string; id: number; key: string; codes: string[] }> => {
    const { id, okpo } = await buildAccount(site.db, { organisation: { email: 'org@primer.example' } })
    const browser = await signIn(site.app, okpo)
    await browser.open('/cabinet/security')
    await browser.follow('Включить второй фактор')
    const key = keyOn(browser)
    await browser.submit({ current: PASSWORD, code: codeNow(key) })
    const codes = codesOn(browser)
    await browser.submit({}, { press: 'Коды сохранены, продолжить' })
    return { browser, okpo, id, key, codes }
  }

  const signInAgain = async (okpo: string, code: string): Promise<Browser> => {
    const browser = await new Browser(site.app).open('/sign-in')
    await browser.submit({ login: okpo, password: PASSWORD })
    return browser.submit({ code })
  }

  it('is switched on with the password and the first code, tells by letter, and is asked for from then on', async () => {
    const { browser, okpo, key, codes } = await enabled()
    expect(browser.url).toBe('/cabinet/security')
    expect(browser.text).toContain('Неиспользованных резервных кодов: 10')
    expect(codes).toHaveLength(10)
    expect(await site.db('outbox_letters').pluck('subject')).toEqual(['Второй фактор входа включён'])
    expect((await signInAgain(okpo, codeNow(key, 1))).url).toBe('/cabinet')
  })

  it.each([
    ['a wrong password', { current: 'Чужой-Пароль-1' }, ['current']],
    ['no password', { current: '' }, ['current']],
    ['a wrong code', { current: PASSWORD, code: '000000' }, ['code']],
    ['neither', { current: '', code: '' }, ['current', 'code']],
  ])('is not switched on with %s', async (_what, typed, fields) => {
    const browser = await signIn(site.app, (await buildAccount(site.db)).okpo)
    await browser.open('/cabinet/security/second-factor')
    await browser.submit({ code: codeNow(keyOn(browser)), ...typed })
    expect(browser.status).toBe(422)
    expect(browser.errors.map(({ field }) => field)).toEqual(fields)
    expect(await site.db('second_factors')).toEqual([])
  })

  it('is replaced with a code of the old one only', async () => {
    const { browser, okpo, key } = await enabled()
    await browser.open('/cabinet/security/second-factor')
    const newKey = keyOn(browser)
    expect(newKey).not.toBe(key)
    await browser.submit({ current: codeNow(newKey), code: codeNow(newKey) })
    expect(browser.errors.map(({ field }) => field)).toEqual(['current'])
    await browser.submit({ current: codeNow(key, 1), code: codeNow(newKey) })
    expect(codesOn(browser)).toHaveLength(10)
    expect((await signInAgain(okpo, codeNow(key, 1))).status).toBe(422)
    expect((await signInAgain(okpo, codeNow(newKey, 1))).url).toBe('/cabinet')
  })

  it('gives new recovery codes, and the old ones are worth nothing', async () => {
    const { browser, okpo, codes } = await enabled()
    await browser.open('/cabinet/security')
    await browser.follow('Получить новые резервные коды')
    await browser.submit({ current: codes[0] ?? '' })
    const fresh = codesOn(browser)
    expect(fresh).toHaveLength(10)
    expect((await signInAgain(okpo, codes[1] ?? '')).status).toBe(422)
    expect((await signInAgain(okpo, fresh[1] ?? '')).url).toBe('/cabinet')
  })

  it('is switched off with a code, not with the password', async () => {
    const { browser, okpo, key } = await enabled()
    await browser.open('/cabinet/security')
    await browser.follow('Отключить второй фактор')
    await browser.submit({ current: PASSWORD })
    expect(browser.status).toBe(422)
    await browser.submit({ current: codeNow(key, 1) })
    expect(browser.text).toContain('Второй фактор отключён.')
    expect(await site.db('recovery_codes')).toEqual([])
    expect((await signIn(site.app, okpo)).url).toBe('/cabinet')
    expect(await site.db('outbox_letters').orderBy('id').pluck('subject')).toEqual([
      'Второй фактор входа включён',
      'Второй фактор входа отключён',
    ])
  })

  it('keeps guessing at these pages under the same limit as at the sign-in', async () => {
    const { browser } = await enabled()
    await browser.open('/cabinet/security/second-factor/off')
    for (let guess = 0; guess < 5; guess++) await browser.submit({ current: codeNow(TOTP_KEY, guess) })
    await browser.submit({ current: '123456' })
    expect(browser.status).toBe(429)
    expect(await site.db('second_factors')).toHaveLength(1)
  })

  it('of staff cannot be switched off', async () => {
    const browser = await signIn(site.app, (await buildStaff(site.db)).login, '/office/sign-in')
    expect((await browser.open('/office/security')).text).not.toContain('Отключить второй фактор')
    expect((await browser.open('/office/security/second-factor/off')).status).toBe(404)
  })
})

describe('An administrator', () => {
  const admin = async (role = 'office_admin', office: number | null = 42): Promise<Browser> =>
    signIn(site.app, (await buildStaff(site.db, { role, office_id: office })).login, '/office/sign-in')

  it('resets the second factor of a member of the own office: out at once, a new set-up next time', async () => {
    const member = await buildStaff(site.db)
    await site.db('staff').where({ id: member.id }).update({ email: 'member@rosstat.example' })
    const lost = await signIn(site.app, member.login, '/office/sign-in')
    const browser = await admin()
    await browser.open('/office/second-factors')
    await browser.follow(member.full_name)
    await browser.submit({}, { press: 'Сбросить второй фактор' })
    expect(browser.text).toContain(`Второй фактор сброшен: ${member.full_name}`)
    expect((await lost.open('/office')).url).toContain('/office/sign-in')
    const again = await new Browser(site.app).open('/office/sign-in')
    await again.submit({ login: member.login, password: PASSWORD })
    expect(again.url).toBe('/office/sign-in/set-up')
    expect(await site.db('audit_log').where({ event: 'second_factor.reset' })).toMatchObject([
      { subject_kind: 'staff', subject_id: member.id, actor_kind: 'staff', at: NOW },
    ])
    expect(await site.db('outbox_letters').where({ kind: 'second_factor' })).toMatchObject([
      { recipient: 'member@rosstat.example', subject: 'Второй фактор входа сброшен администратором' },
    ])
  })

  it('of an office finds neither staff of another office, nor an administrator of the system, nor themselves', async () => {
    const elsewhere = await buildStaff(site.db, { office_id: 41 })
    const system = await buildStaff(site.db, { role: 'system_admin', office_id: null })
    const self = await buildStaff(site.db, { role: 'office_admin' })
    const browser = await signIn(site.app, self.login, '/office/sign-in')
    await browser.open('/office/second-factors')
    for (const { id, login } of [elsewhere, system, self]) {
      expect(browser.text).not.toContain(login)
      expect((await browser.tab().open(`/office/second-factors/${id}`)).status).toBe(404)
    }
  })

  it('of the system finds everybody but themselves', async () => {
    const members = [await buildStaff(site.db), await buildStaff(site.db, { office_id: 41 })]
    const browser = await admin('system_admin', null)
    await browser.open('/office/second-factors')
    for (const { login } of members) expect(browser.text).toContain(login)
  })

  it('is who it takes: for a specialist the pages do not exist', async () => {
    const other = await buildStaff(site.db)
    const browser = await signIn(site.app, (await buildStaff(site.db)).login, '/office/sign-in')
    expect((await browser.open('/office/second-factors')).status).toBe(404)
    expect((await browser.open(`/office/second-factors/${other.id}`)).status).toBe(404)
  })
})

it('a person who serves several organisations has one second factor for all of them', async () => {
  const person = await buildPerson(site.db)
  await buildSecondFactor(site.db, `person:${person.id}`)
  await buildOrganisation(site.db)
  const browser = await new Browser(site.app).open('/sign-in')
  await browser.submit({ login: person.email, password: PASSWORD })
  expect(browser.url).toBe('/sign-in/code')
  await browser.submit({ code: codeNow() })
  expect((await browser.open('/cabinet/security')).heading).toBe('Безопасность')
})
