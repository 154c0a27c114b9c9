import { codeOf, stepAt } from '../../../src/features/second-factor/one-time-code'
import { createTestApp, NOW, SECRET, type TestApp } from '../../support/app'
import { Browser } from '../../support/browser'
import { buildAccount, buildSecondFactor, buildStaff, PASSWORD, TOTP_KEY } from '../../support/builders'

const WRONG = /^Неверный код\./
const USED = /^Этот код уже использован\./
const MINUTE = 60_000

let site: TestApp

beforeEach(async () => {
  site = await createTestApp()
})
afterEach(() => site.destroy())

const codeNow = (steps = 0, key = TOTP_KEY): string => codeOf(key, stepAt(site.deps.clock()) + steps)

/** Somebody who has given the right password and stands before the second step. */
const half = async (login: string, door = '/office/sign-in', app = site.app): Promise<Browser> => {
  const browser = await new Browser(app).open(door)
  return browser.submit({ login, password: PASSWORD })
}

const isIn = async (browser: Browser): Promise<boolean> =>
  (await browser.open('/office/applications')).url === '/office/applications'

const causes = async (): Promise<string[]> =>
  (await site.db('audit_log').where({ event: 'staff.sign_in_failed' }).orderBy('id')).map(
    row => JSON.parse(row.details).cause,
  )

describe('The second step of signing in', () => {
  it('lets in with the code of the app, and goes where the way led', async () => {
    const { id, login } = await buildStaff(site.db)
    const browser = await new Browser(site.app).open('/office/applications?list=all')
    await browser.submit({ login, password: PASSWORD })
    expect(browser.url).toBe('/office/sign-in/code')
    await browser.submit({ code: codeNow() })
    expect(browser.url).toBe('/office/applications?list=all')
    const [entry] = await site.db('audit_log').where({ event: 'staff.signed_in', subject_id: id })
    expect(JSON.parse(entry.details)).toMatchObject({ how: 'code' })
  })

  it('takes a code with a space in its middle, and those of the neighbouring half minutes', async () => {
    for (const steps of [-1, 0, 1]) {
      const { login } = await buildStaff(site.db)
      const browser = await half(login)
      await browser.submit({ code: ` ${codeNow(steps).slice(0, 3)} ${codeNow(steps).slice(3)}` })
      expect(browser.url).toBe('/office/applications')
    }
  })

  it.each([
    ['an old code', () => codeNow(-2)],
    ['a code of the future', () => codeNow(2)],
    ['somebody else’s code', () => codeNow(0, 'GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ')],
    ['a recovery code that was never given out', () => '0-ABCDE-FGHJK'],
    ['nonsense', () => '<b>'],
  ])('refuses %s', async (_what, code) => {
    const { login } = await buildStaff(site.db)
    const browser = await half(login)
    await browser.submit({ code: code() })
    expect(browser.status).toBe(422)
    expect(browser.errors).toEqual([{ field: 'code', text: expect.stringMatching(WRONG) }])
    expect(await causes()).toEqual(['code'])
    expect(await isIn(browser)).toBe(false)
  })

  it('asks for a code when none was typed', async () => {
    const browser = await half((await buildStaff(site.db)).login)
    await browser.submit({ code: '  ' })
    expect(browser.errors).toEqual([{ field: 'code', text: 'Введите код из приложения или резервный код' }])
  })

  it('takes a code once, and no earlier one after it', async () => {
    const { login } = await buildStaff(site.db)
    await (await half(login)).submit({ code: codeNow() })
    for (const steps of [0, -1]) {
      const again = await half(login)
      await again.submit({ code: codeNow(steps) })
      expect(again.errors).toEqual([{ field: 'code', text: expect.stringMatching(USED) }])
      expect(await isIn(again)).toBe(false)
    }
    const later = await half(login)
    await later.submit({ code: codeNow(1) })
    expect(later.url).toBe('/office/applications')
    expect(await causes()).toEqual(['code_used', 'code_used'])
  })

  it('lets in one of several who send the same code at the same moment', async () => {
    const { login } = await buildStaff(site.db)
    const browsers = await Promise.all([1, 2, 3].map(() => half(login)))
    await Promise.all(browsers.map(browser => browser.submit({ code: codeNow() })))
    const entered = await Promise.all(browsers.map(isIn))
    expect(entered.filter(Boolean)).toHaveLength(1)
    expect(await site.db('audit_log').where({ event: 'staff.signed_in' })).toHaveLength(1)
  })

  it('is slowed down by five wrong codes, from whatever session they come, and then refuses the right one', async () => {
    const { login } = await buildStaff(site.db)
    for (let guess = 0; guess < 5; guess++) await (await half(login)).submit({ code: codeNow(5 + guess) })
    const browser = await half(login)
    await browser.submit({ code: codeNow() })
    expect(browser.status).toBe(429)
    expect(browser.errors[0]?.text).toBe('Слишком много неверных кодов. Попробуйте ещё раз через 15 минут.')
    expect(await isIn(browser)).toBe(false)
  })

  it('counts no more than five of twelve guesses that come at once', async () => {
    const { login } = await buildStaff(site.db)
    const browser = await half(login)
    const tabs = await Promise.all(Array.from({ length: 12 }, () => browser.tab().open('/office/sign-in/code')))
    await Promise.all(tabs.map((tab, index) => tab.submit({ code: codeNow(10 + index) })))
    expect(tabs.filter(({ status }) => status === 422)).toHaveLength(5)
    expect(tabs.filter(({ status }) => status === 429)).toHaveLength(7)
  })

  it('keeps the limit of passwords apart: right ones without a code do not use it up', async () => {
    const { login } = await buildStaff(site.db)
    for (let visit = 0; visit < 8; visit++) expect((await half(login)).url).toBe('/office/sign-in/code')
  })

  it('opens with the former secret of the settings, and seals the key anew', async () => {
    const { id, login } = await buildStaff(site.db)
    const before = await site
      .db('second_factors')
      .where({ user_id: `staff:${id}` })
      .first()
    const renewed = await createTestApp({ SESSION_SECRET: 'b'.repeat(40), SESSION_SECRET_PREVIOUS: SECRET })
    try {
      await renewed.db('staff').insert(await site.db('staff').where({ id }).first())
      await renewed.db('second_factors').insert(before)
      const browser = await half(login, '/office/sign-in', renewed.app)
      await browser.submit({ code: codeNow() })
      expect(browser.url).toBe('/office/applications')
      const after = await renewed.db('second_factors').first()
      expect(after.sealed_key.split('.')[0]).not.toBe(before.sealed_key.split('.')[0])
    } finally {
      await renewed.destroy()
    }
  })

  it('is the same for an organisation that has switched it on', async () => {
    const { id, okpo } = await buildAccount(site.db)
    await buildSecondFactor(site.db, `account:${id}`)
    const browser = await half(okpo, '/sign-in')
    expect(browser.url).toBe('/sign-in/code')
    expect((await browser.tab().open('/cabinet')).url).toMatch(/^\/sign-in\?/)
    await browser.submit({ code: codeNow() })
    expect(browser.url).toBe('/cabinet')
  })
})

describe('Whoever is half signed in', () => {
  it('can open nothing but the second step', async () => {
    const { login } = await buildStaff(site.db)
    const browser = await half(login)
    const tab = browser.tab()
    for (const page of ['/office', '/office/applications', '/office/security/recovery-codes', '/cabinet'])
      expect((await tab.open(page)).url).toMatch(/sign-in/)
    expect((await tab.open('/')).$('.app-header__who')).toHaveLength(0)
  })

  it('does not come in at the other door', async () => {
    const browser = await half((await buildStaff(site.db)).login)
    expect((await browser.open('/sign-in/code')).url).toBe('/sign-in')
  })

  it('has to give the password again after ten minutes', async () => {
    const { login } = await buildStaff(site.db)
    const browser = await half(login)
    site.pass(10 * MINUTE)
    await browser.submit({ code: codeNow() })
    expect(browser.url).toMatch(/^\/office\/sign-in\?/)
    expect(browser.text).toContain('Время, отведённое на второй шаг входа, вышло. Введите пароль ещё раз.')
    expect(await isIn(browser)).toBe(false)
  })

  it('does not come in once they stopped working here', async () => {
    const { id, login } = await buildStaff(site.db)
    const browser = await half(login)
    await site.db('staff').where({ id }).update({ active: false })
    await browser.submit({ code: codeNow() })
    expect(browser.status).toBe(422)
    expect(await site.db('audit_log').where({ event: 'staff.signed_in' })).toEqual([])
  })

  it('is out when all sessions of the account are ended', async () => {
    const { id, login } = await buildStaff(site.db)
    const browser = await half(login)
    await site
      .db('sessions')
      .where({ user_id: `staff:${id}` })
      .delete()
    await browser.submit({ code: codeNow() })
    expect(browser.url).toBe('/office/sign-in')
  })

  it('gets a new session at either step: an id that was known before opens nothing', async () => {
    const { login } = await buildStaff(site.db)
    const browser = await new Browser(site.app).open('/office/sign-in')
    const ids = [browser.cookies]
    await browser.submit({ login, password: PASSWORD })
    ids.push(browser.cookies)
    await browser.submit({ code: codeNow() })
    ids.push(browser.cookies)
    expect(new Set(ids).size).toBe(3)
    expect(await site.db('sessions')).toHaveLength(1)
  })

  it('leaves nothing behind when the audit record cannot be written: the code is still good', async () => {
    const { id, login } = await buildStaff(site.db)
    const browser = await half(login)
    await site.db.schema.renameTable('audit_log', 'audit_log_gone')
    await browser.submit({ code: codeNow() })
    expect(browser.status).toBe(500)
    expect(
      (
        await site
          .db('second_factors')
          .where({ user_id: `staff:${id}` })
          .first()
      ).last_step,
    ).toBeNull()
    await site.db.schema.renameTable('audit_log_gone', 'audit_log')
    await browser.open('/office/sign-in/code')
    await browser.submit({ code: codeNow() })
    expect(browser.url).toBe('/office/applications')
  })
})

describe('A member of staff who signs in for the first time', () => {
  const first = async (): Promise<{ browser: Browser; login: string; id: number; key: string }> => {
    const { id, login } = await buildStaff(site.db, { secondFactor: false })
    const browser = await half(login)
    return { browser, id, login, key: browser.$('#key').text().replaceAll(' ', '') }
  }

  it('sets up the app, gets ten recovery codes and is in', async () => {
    const { browser, id, key } = await first()
    expect(browser.url).toBe('/office/sign-in/set-up')
    expect(browser.$('svg.app-qr path')).toHaveLength(2)
    await browser.submit({ code: codeNow(0, key) })
    expect(browser.url).toBe('/office/security/recovery-codes')
    expect(browser.$('#recovery-codes li')).toHaveLength(10)
    await browser.submit({}, { press: 'Коды сохранены, продолжить' })
    expect(browser.url).toBe('/office/applications')
    expect((await browser.open('/office/security/recovery-codes')).url).not.toContain('recovery-codes')
    const events = await site
      .db('audit_log')
      .where({ subject_kind: 'staff', subject_id: id })
      .orderBy('id')
      .pluck('event')
    expect(events).toEqual(['second_factor.enabled', 'staff.signed_in'])
  })

  it('cannot go past it', async () => {
    const { browser } = await first()
    for (const page of ['/office/applications', '/office/security/recovery-codes'])
      expect((await browser.tab().open(page)).url).toMatch(/^\/office\/sign-in/)
    expect((await browser.tab().open('/office/sign-in/code')).url).toBe('/office/sign-in/set-up')
  })

  it('sees the same key again after a wrong code', async () => {
    const { browser, key } = await first()
    await browser.submit({ code: '000000' })
    expect(browser.status).toBe(422)
    expect(browser.$('#key').text().replaceAll(' ', '')).toBe(key)
    expect(await site.db('second_factors')).toEqual([])
  })

  it('sees a key of their own in each browser, and the first one that is confirmed counts', async () => {
    const one = await first()
    const two = await half(one.login)
    const secondKey = two.$('#key').text().replaceAll(' ', '')
    expect(secondKey).not.toBe(one.key)
    await one.browser.submit({ code: codeNow(0, one.key) })
    await two.submit({ code: codeNow(1, secondKey) })
    expect(two.url).toBe('/office/sign-in/code')
    expect(await site.db('recovery_codes')).toHaveLength(10)
  })

  it('cannot use the code of the setting-up again', async () => {
    const { browser, login, key } = await first()
    await browser.submit({ code: codeNow(0, key) })
    const again = await half(login)
    await again.submit({ code: codeNow(0, key) })
    expect(again.errors[0]?.text).toMatch(USED)
  })

  it('leaves neither the key nor a recovery code readable in the database', async () => {
    const { browser, key } = await first()
    await browser.submit({ code: codeNow(0, key) })
    const codes = browser
      .$('#recovery-codes li')
      .toArray()
      .map(item => browser.$(item).text().trim())
    const stored = JSON.stringify([
      await site.db('second_factors'),
      await site.db('recovery_codes'),
      await site.db('sessions'),
      await site.db('audit_log'),
    ])
    for (const secret of [key, ...codes, ...codes.map(code => code.replaceAll('-', '').slice(1))])
      expect(stored).not.toContain(secret)
  })

  it('comes in with a recovery code later, with each one once', async () => {
    const { browser, login, key } = await first()
    await browser.submit({ code: codeNow(0, key) })
    const codes = browser
      .$('#recovery-codes li')
      .toArray()
      .map(item => browser.$(item).text().trim())
    const later = await half(login)
    await later.submit({ code: codes[3]?.toLowerCase() ?? '' })
    expect(later.url).toBe('/office/applications')
    const again = await half(login)
    await again.submit({ code: codes[3] ?? '' })
    expect(again.errors[0]?.text).toMatch(WRONG)
    await again.submit({ code: codes[4] ?? '' })
    expect(again.url).toBe('/office/applications')
    expect(await site.db('recovery_codes').whereNotNull('used_at').pluck('position')).toEqual([3, 4])
  })

  it('spends a recovery code once when two send it at the same moment', async () => {
    const { browser, login, key } = await first()
    await browser.submit({ code: codeNow(0, key) })
    const code = browser.$('#recovery-codes li').first().text().trim()
    const both = await Promise.all([half(login), half(login)])
    await Promise.all(both.map(one => one.submit({ code })))
    expect((await Promise.all(both.map(isIn))).filter(Boolean)).toHaveLength(1)
  })
})

describe('A demo account', () => {
  const demo = async (): Promise<string> => (await buildStaff(site.db, { demo: true, secondFactor: false })).login

  it('finds its code on the page, and the next one when it comes again at once', async () => {
    const login = await demo()
    for (let visit = 0; visit < 2; visit++) {
      const browser = await half(login)
      await browser.submit({ code: browser.$('#demo-code').text() })
      expect(browser.url).toBe('/office/applications')
    }
    const third = await half(login)
    expect(third.$('#demo-code')).toHaveLength(0)
    expect(third.text).toContain('Код уже использован. Откройте страницу заново через 30 с')
    site.pass(30_000)
    await third.open('/office/sign-in/code')
    await third.submit({ code: third.$('#demo-code').text() })
    expect(third.url).toBe('/office/applications')
  })

  it('gets another key when the secret of the settings was replaced', async () => {
    const login = await demo()
    await half(login)
    await site.db('second_factors').update({ sealed_key: 'aaaaaaaa.bbbb' })
    const browser = await half(login)
    await browser.submit({ code: browser.$('#demo-code').text() })
    expect(browser.url).toBe('/office/applications')
  })

  it('shows no code of anybody else', async () => {
    const browser = await half((await buildStaff(site.db)).login)
    expect(browser.$('#demo-code')).toHaveLength(0)
    expect(browser.text).not.toContain('Демонстрационный вход')
  })

  it('does not come in outside demo mode, neither by its password nor half signed in already', async () => {
    const production = await createTestApp({
      WEBSBOR_MODE: 'production',
      SMTP_URL: 'smtp://localhost',
      MAIL_FROM: 'from@example.test',
    })
    try {
      const member = await buildStaff(production.db, { demo: true })
      const refused = await half(member.login, '/office/sign-in', production.app)
      expect(refused.status).toBe(422)
      await production.db('staff').update({ demo: false })
      const browser = await half(member.login, '/office/sign-in', production.app)
      expect(browser.url).toBe('/office/sign-in/code')
      expect(browser.$('#demo-code')).toHaveLength(0)
      await production.db('staff').update({ demo: true })
      await browser.submit({ code: codeNow() })
      expect(browser.status).toBe(422)
      expect(await production.db('audit_log').where({ event: 'staff.signed_in' })).toEqual([])
    } finally {
      await production.destroy()
    }
  })
})

it('notes from where and with what somebody signed in', async () => {
  const { login } = await buildStaff(site.db)
  const browser = await half(login)
  await browser.submit(
    { code: codeNow() },
    { headers: { 'User-Agent': 'Mozilla/5.0 (Windows NT 10.0; rv:127.0) Gecko/20100101 Firefox/127.0' } },
  )
  expect(await site.db('sessions').first()).toMatchObject({
    browser: 'Firefox, Windows',
    address: expect.stringContaining('127.0.0.1'),
    created_at: NOW,
  })
})
