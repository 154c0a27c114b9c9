import { createTestApp, NOW, type TestApp } from '../../support/app'
import { Browser } from '../../support/browser'
import { buildAccount, buildStaff, PASSWORD } from '../../support/builders'
import { signIn, signInWith } from '../../support/sign-in'

const WRONG_PAIR =
  'Неверный логин или пароль. Проверьте логин, раскладку клавиатуры и регистр букв и введите пароль ещё раз.'

let site: TestApp

beforeEach(async () => {
  site = await createTestApp()
})
afterEach(() => site.destroy())

const tryToSignIn = (login: string, password: string): Promise<Browser> =>
  signIn(site.app, login, '/office/sign-in', password)

const signedInAs = async (browser: Browser): Promise<string> =>
  (await browser.open('/')).$('.app-header__who').text().replace('Вы вошли как', '').trim()

describe('Signing in to the office', () => {
  it('lets a specialist in, whatever the case of the login', async () => {
    const { login, full_name } = await buildStaff(site.db, { login: 'kemerovo-7' })
    expect(await signedInAs(await tryToSignIn(login.toUpperCase(), PASSWORD))).toBe(full_name)
  })

  it('goes on to the queue of applications', async () => {
    const { login } = await buildStaff(site.db)
    expect((await tryToSignIn(login, PASSWORD)).url).toBe('/office/applications')
  })

  it('sends whoever is not signed in to the sign-in', async () => {
    expect((await new Browser(site.app).open('/office')).url).toBe('/office/sign-in?next=%2Foffice')
  })

  it('lets an administrator of the system in, who has no office', async () => {
    const { login, full_name } = await buildStaff(site.db, { role: 'system_admin', office_id: null })
    expect(await signedInAs(await tryToSignIn(login, PASSWORD))).toBe(full_name)
  })

  it('replaces a respondent who was signed in in the same browser', async () => {
    const { okpo } = await buildAccount(site.db)
    const { login, full_name } = await buildStaff(site.db)
    const browser = await signIn(site.app, okpo)
    await signInWith(browser, login, '/office/sign-in')
    expect(await signedInAs(browser)).toBe(full_name)
    expect(await site.db('sessions').whereNotNull('user_id').pluck('user_id')).toHaveLength(1)
  })

  it('writes an audit record of it, and one of signing out', async () => {
    const { id, login } = await buildStaff(site.db)
    const browser = await tryToSignIn(login, PASSWORD)
    await browser.open('/')
    await browser.submit({}, { press: 'Выйти' })
    const record = { subject_kind: 'staff', subject_id: id, actor_kind: 'staff', actor_id: id, at: NOW }
    expect(await site.db('audit_log').orderBy('id')).toMatchObject([
      { ...record, event: 'staff.signed_in' },
      { ...record, event: 'staff.signed_out' },
    ])
  })

  it.each([
    ['a wrong password', {}, 'Неверный-1', ['password']],
    ['somebody who does not work here any more', { active: false }, PASSWORD, ['inactive']],
  ])('says the same for %s', async (_name, row, password, causes) => {
    const { login } = await buildStaff(site.db, row)
    const browser = await tryToSignIn(login, password)
    expect(browser.status).toBe(422)
    expect(browser.errors).toEqual([{ field: 'login', text: WRONG_PAIR }])
    const records = await site.db('audit_log').where({ event: 'staff.sign_in_failed' })
    expect(records.map(row => JSON.parse(row.details).cause)).toEqual(causes)
  })

  it('says the same for an unknown login and for the ОКПО of a respondent', async () => {
    const { okpo } = await buildAccount(site.db)
    for (const login of ['nobody', okpo, 'Ж'.repeat(300)]) {
      const browser = await tryToSignIn(login, PASSWORD)
      expect(browser.status).toBe(422)
      expect(browser.errors).toEqual([{ field: 'login', text: WRONG_PAIR }])
    }
    const audited = await site.db('audit_log')
    expect(new Set(audited.map(row => `${row.event} ${row.subject_id} ${JSON.parse(row.details).cause}`))).toEqual(
      new Set(['staff.sign_in_failed 0 unknown']),
    )
  })

  it('puts out at once whoever stopped working here', async () => {
    const { id, login } = await buildStaff(site.db)
    const browser = await tryToSignIn(login, PASSWORD)
    await site.db('staff').where({ id }).update({ active: false })
    expect(await signedInAs(browser)).toBe('')
    expect(await site.db('sessions').whereNotNull('user_id')).toEqual([])
  })

  it('is slowed down by five wrong passwords, like that of respondents', async () => {
    const { login } = await buildStaff(site.db)
    for (let guess = 1; guess <= 5; guess++) await tryToSignIn(login, `Неверный-${guess}`)
    const browser = await tryToSignIn(login, PASSWORD)
    expect(browser.status).toBe(429)
    expect(browser.errors).toEqual([
      { field: 'login', text: 'Слишком много неудачных попыток входа. Попробуйте ещё раз через 15 минут.' },
    ])
  })
})
