import { ensureSigner } from '../../src/features/demo-authority/ensure-authority'
import { signDocument } from '../../src/features/demo-authority/sign-document'
import { codeOf, stepAt } from '../../src/features/second-factor/one-time-code'
import { createTestApp, type TestApp } from '../support/app'
import { Browser } from '../support/browser'
import { buildAccount, buildPerson, buildStaff, PASSWORD } from '../support/builders'
import { linkIn } from '../support/letters'
import { ORGANISATION } from '../support/organisation'
import { signIn } from '../support/sign-in'
import { checkPages } from './check-pages'

/* Both doors: passwords, second factors, and the way back of those who forgot. */

let test: TestApp
let visitor: Browser
let specialist: Browser

beforeAll(async () => {
  test = await createTestApp()
  visitor = new Browser(test.app)
  specialist = await signIn(test.app, (await buildStaff(test.db)).login, '/office/sign-in')
})
afterAll(() => test.destroy())

const passwordGiven = async (login: string): Promise<Browser> => {
  const browser = await new Browser(test.app).open('/office/sign-in')
  return browser.submit({ login, password: PASSWORD })
}

const firstSignIn = async (): Promise<Browser> =>
  passwordGiven((await buildStaff(test.db, { secondFactor: false })).login)

/** The question that a certificate of two organisations leads to. */
const chooseByCertificate = async (): Promise<Browser> => {
  const holder = { name: ORGANISATION.short_name, inn: ORGANISATION.inn, ogrn: ORGANISATION.ogrn }
  const signer = await ensureSigner(test.db, holder, test.deps.clock())
  for (let owner = 0; owner < 2; owner += 1) {
    const browser = await signIn(test.app, (await buildAccount(test.db)).okpo)
    await browser.open('/cabinet/certificates')
    await browser.submit({}, { files: { certificate: { name: 'a.cer', bytes: signer.certificate } } })
  }
  const browser = await new Browser(test.app).open('/sign-in/certificate/file.txt')
  const document = Buffer.from(browser.html)
  await browser.open('/sign-in/certificate')
  const bytes = signDocument({ document, signer, at: test.deps.clock() })
  return browser.submit({}, { files: { signature: { name: 'a.sig', bytes } } })
}

checkPages([
  ['sign-in', () => visitor.open('/sign-in')],
  [
    'sign-in with an error',
    async () => {
      await visitor.open('/sign-in')
      return visitor.submit({ login: '00000011', password: 'x' })
    },
  ],
  ['recovery', () => visitor.open('/recovery')],
  [
    'recovery with an error: a wrong pair',
    async () => {
      await visitor.open('/recovery')
      return visitor.submit({ okpo: '00083262', email: 'nobody@primer.example' })
    },
  ],
  ['recovery: sent', () => visitor.open('/recovery/sent')],
  [
    'recovery: new password',
    async () => {
      await visitor.open('/recovery')
      const { email } = await buildPerson(test.db)
      await visitor.submit({ okpo: '', email })
      await visitor.open(await linkIn(test.db, 'recovery_link'))
      return visitor.submit({}, { press: 'Сгенерировать' })
    },
  ],
  ['recovery: dead link, an error', () => visitor.open('/recovery/link/x')],
  ['office sign-in', () => visitor.open('/office/sign-in')],
  [
    'office sign-in: setting up codes, with an error',
    async () => {
      const browser = await firstSignIn()
      return browser.submit({ code: '000000' })
    },
  ],
  [
    'office sign-in: recovery codes',
    async () => {
      const browser = await firstSignIn()
      const key = browser.$('#key').text().replaceAll(' ', '')
      return browser.submit({ code: codeOf(key, stepAt(test.deps.clock())) })
    },
  ],
  [
    'office sign-in: code of a demo account',
    async () => {
      const member = await buildStaff(test.db, { secondFactor: false, demo: true })
      return passwordGiven(member.login)
    },
  ],
  [
    'office sign-in: code with an error',
    async () => {
      const browser = await passwordGiven((await buildStaff(test.db)).login)
      return browser.submit({ code: 'не код' })
    },
  ],
  ['sign-in by certificate', () => visitor.open('/sign-in/certificate')],
  [
    'sign-in by certificate, with an error',
    async () => {
      await visitor.open('/sign-in/certificate')
      return visitor.submit({})
    },
  ],
  ['sign-in by certificate: for whom, with an error', () => chooseByCertificate()],
  ['office: security', () => specialist.open('/office/security')],
  ['office: new recovery codes', () => specialist.open('/office/security/recovery-codes/new')],
  ['office: other app for codes', () => specialist.open('/office/security/second-factor')],
])
