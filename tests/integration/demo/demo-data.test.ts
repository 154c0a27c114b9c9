import { parseOptions } from '@node-rs/argon2'
import request from 'supertest'
import { ORGANISATIONS } from '../../../seeds/demo/data/organisations'
import { PASSWORD, PERSON, REGISTERED, STAFF } from '../../../seeds/demo/data/sign-ins'
import { createApp } from '../../../src/app'
import { seed } from '../../../src/db/migrations'
import { createDeps } from '../../../src/deps'
import { hashPassword } from '../../../src/features/accounts/passwords'
import { DEMO_RESPONDENTS, DEMO_STAFF, DEMO_UNREGISTERED } from '../../../src/features/demo/demo-accounts'
import { email } from '../../../src/validation/rules/email'
import type { EnterpriseType } from '../../../src/validation/rules/enterprise-type'
import { innCheckDigitsMatch, innFitsType } from '../../../src/validation/rules/inn'
import { ogrnCheckDigitMatches, ogrnFitsType } from '../../../src/validation/rules/ogrn'
import { isOkatoLength } from '../../../src/validation/rules/okato'
import { okopfFitsType } from '../../../src/validation/rules/okopf'
import { okpoCheckDigitMatches, okpoFitsType } from '../../../src/validation/rules/okpo'
import { isOktmoLength } from '../../../src/validation/rules/oktmo'
import { isOkvedFormat, okved2Class } from '../../../src/validation/rules/okved2'
import { passwordProblem } from '../../../src/validation/rules/password'
import { personName } from '../../../src/validation/rules/person-name'
import { phone } from '../../../src/validation/rules/phone'
import { isInTerritories } from '../../../src/validation/rules/territory'
import { createTestApp, type TestApp } from '../../support/app'
import { Browser } from '../../support/browser'
import { signIn, signInByHand } from '../../support/sign-in'

const PRODUCTION = { WEBSBOR_MODE: 'production', SMTP_URL: 'smtp://localhost', MAIL_FROM: 'from@example.test' }

let site: TestApp
let production: TestApp

beforeAll(async () => {
  site = await createTestApp()
  production = await createTestApp(PRODUCTION)
  await seed(site.db, 'demo')
  await seed(production.db, 'demo')
})
afterAll(async () => {
  await site.destroy()
  await production.destroy()
})

describe('The demo register', () => {
  it.each(ORGANISATIONS.map(organisation => [organisation.short_name, organisation] as const))(
    'holds right numbers of %s',
    async (_name, row) => {
      const type = row.enterprise_type as EnterpriseType
      const codes = (classifier: string, code: string) =>
        site.db('classifier_codes').where({ classifier, code }).first('code')
      expect(okpoCheckDigitMatches(row.okpo) && okpoFitsType(row.okpo, type)).toBe(true)
      expect(innCheckDigitsMatch(row.inn) && innFitsType(row.inn, type)).toBe(true)
      const { ogrn = '' } = row
      expect(ogrn === '' ? type === 'branch' : ogrnCheckDigitMatches(ogrn) && ogrnFitsType(ogrn, type)).toBe(true)
      expect(okopfFitsType(row.okopf, type)).toBe(true)
      expect(isOkvedFormat(row.okved2) && (await codes('okved2', okved2Class(row.okved2)))).toBeTruthy()
      expect(await codes('okfs', row.okfs)).toBeDefined()
      expect(isOktmoLength(row.oktmo) && isOkatoLength(row.okato)).toBe(true)
      const territories: string[] = await site
        .db('office_subjects')
        .where({ office_id: row.office_id })
        .pluck('territory')
      expect(isInTerritories(row.oktmo, territories) && isInTerritories(row.okato, territories)).toBe(true)
      expect(phone.safeParse(row.phone).success && email.safeParse(row.email).success).toBe(true)
      expect(row.short_name).toMatch(/\(демо\)/)
      expect(row.email).toMatch(/\.example$/)
    },
  )

  it('has every type of enterprise, both offices with a code, one archived record and one superseded code', async () => {
    const rows = await site.db('organisations')
    expect(new Set(rows.map(row => row.enterprise_type))).toEqual(
      new Set(['legal', 'entrepreneur', 'branch', 'authority']),
    )
    const offices = await site.db('offices').whereNotNull('code').pluck('id')
    expect(new Set(rows.map(row => row.office_id))).toEqual(new Set(offices))
    expect(rows.filter(row => row.archived_at !== null)).toHaveLength(1)
    const okopf = await site.db('classifier_codes').where({ classifier: 'okopf' }).pluck('code')
    expect(rows.filter(row => !okopf.includes(row.okopf))).toHaveLength(1)
    expect(rows.every(row => row.synchronised_at !== null && Boolean(row.demo))).toBe(true)
    expect(rows.every(row => personName.safeParse(row.head_name).success)).toBe(true)
  })

  it('has organisations of every type that are free to register', async () => {
    for (const { okpo } of DEMO_UNREGISTERED) {
      const row = await site
        .db('organisations')
        .leftJoin('accounts', 'accounts.organisation_id', 'organisations.id')
        .where({ okpo })
        .first('archived_at', 'accounts.id')
      expect([okpo, row]).toEqual([okpo, { archived_at: null, id: null }])
    }
  })
})

describe('The demo sign-ins', () => {
  it('that are printed are those that are seeded', () => {
    const printed = [...DEMO_RESPONDENTS, ...DEMO_STAFF].map(({ login, password }) => [login, password])
    const seeded = [...REGISTERED, PERSON.email, ...STAFF.map(({ login }) => login)].map(login => [login, PASSWORD])
    expect(printed).toEqual(seeded)
  })

  it('have a password that the rules allow, hashed like all others', async () => {
    expect(passwordProblem(PASSWORD)).toBeUndefined()
    const hashes = [
      ...(await site.db('accounts').pluck('password_hash')),
      ...(await site.db('persons').pluck('password_hash')),
      ...(await site.db('staff').pluck('password_hash')),
    ]
    expect(hashes).toHaveLength(DEMO_RESPONDENTS.length + DEMO_STAFF.length)
    const parameters = parseOptions(await hashPassword(PASSWORD))
    for (const hash of hashes) expect(parseOptions(hash)).toEqual(parameters)
  })

  it.each(DEMO_RESPONDENTS.map(({ login, password }) => [login, password]))(
    'let %s into the cabinet in demo mode only',
    async (login, password) => {
      const heading = login === PERSON.email ? 'За какую организацию вы действуете' : 'Личный кабинет'
      expect((await signIn(site.app, login, '/sign-in', password)).heading).toBe(heading)
      expect((await signIn(production.app, login, '/sign-in', password)).status).toBe(422)
    },
  )

  it.each(DEMO_STAFF.map(({ login, password }) => [login, password]))(
    'let %s into the office in demo mode only',
    async (login, password) => {
      const browser = await signIn(site.app, login, '/office/sign-in', password)
      expect((await browser.open('/')).$('.app-header__who').text()).toContain('(демо)')
      const refused = await signIn(production.app, login, '/office/sign-in', password)
      expect(refused.status).toBe(422)
      expect((await refused.open('/')).$('.app-header__who')).toHaveLength(0)
    },
  )

  it('put out whoever came in before the mode was over', async () => {
    const { after } = await signInByHand(site.app, REGISTERED[0] as string, '/sign-in', PASSWORD)
    const sober = createApp(
      createDeps(production.deps.config, { db: site.db, clock: site.deps.clock, log: site.deps.log }),
    )
    await request(site.app).get('/cabinet').set('Cookie', after).expect(200)
    await request(sober).get('/cabinet').set('Cookie', after).expect(303)
  })

  it('are shown on the sign-in pages in demo mode only', async () => {
    for (const [url, logins] of [
      ['/sign-in', DEMO_RESPONDENTS],
      ['/office/sign-in', DEMO_STAFF],
    ] as const) {
      const shown = await new Browser(site.app).open(url)
      expect(shown.text).toContain('Демонстрационный вход')
      for (const { login, password } of logins) {
        expect(shown.text).toContain(login)
        expect(shown.text).toContain(password)
      }
      const hidden = await new Browser(production.app).open(url)
      expect(hidden.text).not.toContain('Демонстрационный вход')
      expect(hidden.html).not.toContain(PASSWORD)
    }
  })
})

describe('Seeding the demo again', () => {
  it('keeps what was changed meanwhile and hashes nothing anew', async () => {
    await site.db('organisations').where({ okpo: '99900016' }).update({ short_name: 'Изменено' })
    const before = await Promise.all(['organisations', 'accounts', 'staff'].map(table => site.db(table).orderBy('id')))
    await seed(site.db, 'demo')
    const after = await Promise.all(['organisations', 'accounts', 'staff'].map(table => site.db(table).orderBy('id')))
    expect(after).toEqual(before)
  })
})
