import { createTestApp, NOW, type TestApp } from '../../support/app'
import { Browser } from '../../support/browser'
import { buildAccount, buildStaff, PASSWORD } from '../../support/builders'
import { signIn } from '../../support/sign-in'

const PRODUCTION = { WEBSBOR_MODE: 'production', SMTP_URL: 'smtp://localhost', MAIL_FROM: 'from@example.test' }
const WRONG_PAIR =
  'Неверный логин или пароль. Проверьте ОКПО / Идентификационный номер ТОСП или e-mail, раскладку клавиатуры и регистр букв и введите пароль ещё раз.'

let site: TestApp

beforeEach(async () => {
  site = await createTestApp()
})
afterEach(() => site.destroy())

describe('Signing in to the cabinet', () => {
  it('opens the cabinet for the right ОКПО and password', async () => {
    const { okpo } = await buildAccount(site.db)
    const browser = await signIn(site.app, okpo)
    expect(browser.url).toBe('/cabinet')
    expect(browser.status).toBe(200)
    expect(browser.heading).toBe('Личный кабинет')
  })

  it('takes a number that was typed with spaces', async () => {
    const { okpo } = await buildAccount(site.db)
    const browser = await signIn(site.app, ` ${okpo.slice(0, 4)} ${okpo.slice(4)} `)
    expect(browser.url).toBe('/cabinet')
  })

  it('takes the number of a ТОСП with its 14 digits and leading zeros', async () => {
    await buildAccount(site.db, { organisation: { okpo: '00000000000017', enterprise_type: 'branch' } })
    expect((await signIn(site.app, '00000000000017')).url).toBe('/cabinet')
  })

  it('takes a password in whichever of its two Unicode forms the keyboard sends it', async () => {
    const { okpo } = await buildAccount(site.db, { password: 'Йод-и-соль-7'.normalize('NFC') })
    expect((await signIn(site.app, okpo, '/sign-in', 'Йод-и-соль-7'.normalize('NFD'))).url).toBe('/cabinet')
  })

  it('counts a space at the end as a part of the password', async () => {
    const { okpo } = await buildAccount(site.db)
    expect((await signIn(site.app, okpo, '/sign-in', `${PASSWORD} `)).status).toBe(422)
  })

  it('returns to the page that was asked for', async () => {
    const { okpo } = await buildAccount(site.db)
    const browser = await new Browser(site.app).open('/cabinet?from=letter')
    expect(browser.url).toBe('/sign-in?next=%2Fcabinet%3Ffrom%3Dletter')
    await browser.open('/sign-in?next=%2Fcabinet%2F%3Ffrom%3Dletter')
    await browser.submit({ login: okpo, password: PASSWORD })
    expect(browser.url).toBe('/cabinet/?from=letter')
  })

  it.each([
    '//evil.example',
    'https://evil.example/cabinet',
    '/office',
    '/cabinet//evil.example',
    '/cabinetevil',
    'javascript:alert(1)',
  ])('goes to the cabinet when asked to go to %s', async next => {
    const { okpo } = await buildAccount(site.db)
    const browser = await new Browser(site.app).open(`/sign-in?next=${encodeURIComponent(next)}`)
    await browser.submit({ login: okpo, password: PASSWORD })
    expect(browser.url).toBe('/cabinet')
  })

  it('sends on whoever is signed in already', async () => {
    const { okpo } = await buildAccount(site.db)
    const browser = await signIn(site.app, okpo)
    expect((await browser.open('/sign-in')).url).toBe('/cabinet')
  })

  it('replaces a member of staff who was signed in in the same browser', async () => {
    const { okpo } = await buildAccount(site.db)
    const staff = await buildStaff(site.db)
    const browser = await signIn(site.app, staff.login, '/office/sign-in')
    await browser.open('/sign-in')
    await browser.submit({ login: okpo, password: PASSWORD })
    expect(browser.url).toBe('/cabinet')
    expect((await browser.open('/office')).url).toBe('/office/sign-in?next=%2Foffice')
    expect(await site.db('sessions').whereNotNull('user_id').pluck('user_id')).toHaveLength(1)
  })

  it('notes the moment and writes the audit record together', async () => {
    const { id, okpo } = await buildAccount(site.db)
    await signIn(site.app, okpo)
    expect((await site.db('accounts').where({ id }).first()).last_sign_in_at).toBe(NOW)
    expect(await site.db('audit_log').where({ subject_kind: 'account', subject_id: id })).toMatchObject([
      { event: 'account.signed_in', actor_kind: 'respondent', actor_id: id, at: NOW },
    ])
  })

  it('neither notes the moment nor lets in when the audit record cannot be written', async () => {
    const { id, okpo } = await buildAccount(site.db)
    const browser = await new Browser(site.app).open('/sign-in')
    await site.db.schema.renameTable('audit_log', 'audit_log_gone')
    await browser.submit({ login: okpo, password: PASSWORD })
    expect(browser.status).toBe(500)
    expect((await site.db('accounts').where({ id }).first()).last_sign_in_at).toBeNull()
    expect(await site.db('sessions').whereNotNull('user_id')).toEqual([])
  })
})

describe('A refused sign-in', () => {
  const refusals: [string, () => Promise<{ okpo: string; password: string; cause: string }>][] = [
    [
      'a wrong password',
      async () => ({ okpo: (await buildAccount(site.db)).okpo, password: 'Неверный-1', cause: 'password' }),
    ],
    ['an unknown ОКПО', async () => ({ okpo: '00000011', password: PASSWORD, cause: 'unknown' })],
    ['something that is no number', async () => ({ okpo: "x' or '1'='1", password: PASSWORD, cause: 'unknown' })],
    [
      'a blocked organisation',
      async () => ({ ...(await buildAccount(site.db, { organisation: { blocked_at: NOW } })), cause: 'blocked' }),
    ],
    [
      'an archived organisation',
      async () => ({ ...(await buildAccount(site.db, { organisation: { archived_at: NOW } })), cause: 'archived' }),
    ],
  ]

  it.each(refusals)('says the same for %s, with 422 and the number as typed', async (_name, prepare) => {
    const { okpo, password, cause } = await prepare()
    const browser = await signIn(site.app, okpo, '/sign-in', password)
    expect(browser.status).toBe(422)
    expect(browser.errors).toEqual([{ field: 'login', text: WRONG_PAIR }])
    expect(browser.value('login')).toBe(okpo)
    expect(browser.value('password')).toBe('')
    expect((await browser.open('/cabinet')).url).toMatch(/^\/sign-in/)
    const causes = (await site.db('audit_log').where({ event: 'account.sign_in_failed' })).map(
      row => JSON.parse(row.details).cause,
    )
    expect(causes).toEqual([cause])
  })

  it('reads invisible characters as a wrong number', async () => {
    const browser = await signIn(site.app, '99900051\u0000')
    expect(browser.status).toBe(422)
    expect(browser.errors).toEqual([{ field: 'login', text: WRONG_PAIR }])
  })

  it('names both fields when both are empty', async () => {
    const browser = await signIn(site.app, '', '/sign-in', '')
    expect(browser.status).toBe(422)
    expect(browser.errors).toEqual([
      { field: 'login', text: 'Введите ОКПО / Идентификационный номер ТОСП или e-mail' },
      { field: 'password', text: 'Введите пароль' },
    ])
  })

  it.each([
    ['organisation', { organisation: { demo: true } }],
    ['account', { demo: true }],
  ])('keeps a demo %s out when the system is not in demo mode', async (_name, given) => {
    const production = await createTestApp(PRODUCTION)
    try {
      const { okpo } = await buildAccount(production.db, given)
      const browser = await signIn(production.app, okpo)
      expect(browser.status).toBe(422)
      expect(browser.errors).toEqual([{ field: 'login', text: WRONG_PAIR }])
    } finally {
      await production.destroy()
    }
  })
})
