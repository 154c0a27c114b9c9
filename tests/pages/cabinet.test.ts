import { codeOf, stepAt } from '../../src/features/second-factor/one-time-code'
import { createTestApp, type TestApp } from '../support/app'
import { CONTACT } from '../support/application-builder'
import { Browser } from '../support/browser'
import {
  buildAccount,
  buildContact,
  buildOrganisation,
  buildPerson,
  buildSecondFactor,
  PASSWORD,
} from '../support/builders'
import { aCertificate } from '../support/certificates'
import { linkIn } from '../support/letters'
import { signIn } from '../support/sign-in'
import { checkPages } from './check-pages'

/* What the respondent and the authorised person see after signing in. */

let test: TestApp
let visitor: Browser
let respondent: Browser
let person: Browser

beforeAll(async () => {
  test = await createTestApp()
  visitor = new Browser(test.app)
  const account = await buildAccount(test.db)
  respondent = await signIn(test.app, account.okpo)
  const authorised = await buildPerson(test.db)
  await buildContact(test.db, account.organisationId, authorised.id)
  await buildContact(test.db, (await buildOrganisation(test.db)).id, authorised.id)
  await buildContact(test.db, (await buildOrganisation(test.db)).id, authorised.id, { state: 'invited' })
  await buildContact(test.db, (await buildOrganisation(test.db)).id, authorised.id, { state: 'suspended' })
  person = await signIn(test.app, authorised.email)
})
afterAll(() => test.destroy())

/** The page that a link of the respondent's certificate leads to. */
const ownCertificate = async (link: string): Promise<Browser> => {
  await respondent.open('/cabinet/certificates')
  return respondent.open(respondent.$(`a:contains(${link})`).first().attr('href') ?? '')
}

checkPages([
  ['own password', () => respondent.open('/cabinet/profile/password')],
  [
    'own password with errors',
    async () => {
      await respondent.open('/cabinet/profile/password')
      return respondent.submit({ password: 'x' })
    },
  ],
  ['own e-mail', () => person.open('/cabinet/profile/email')],
  [
    'own e-mail: confirmation',
    async () => {
      await person.open('/cabinet/profile/email')
      await person.submit({ email: 'otchet@primer.example', currentPassword: PASSWORD })
      return visitor.open(await linkIn(test.db, 'confirm_email'))
    },
  ],
  ['contacts', () => respondent.open('/cabinet/contacts')],
  ['contacts: new', () => respondent.open('/cabinet/contacts/new')],
  [
    'contacts: new, with errors',
    async () => {
      await respondent.open('/cabinet/contacts/new')
      return respondent.submit({ email: 'нет', basis: 'mchd' })
    },
  ],
  [
    'contacts: one',
    async () => {
      await respondent.open('/cabinet/contacts')
      return respondent.follow('Образцов Образец')
    },
  ],
  [
    'contacts: invitation',
    async () => {
      await respondent.open('/cabinet/contacts/new')
      await respondent.submit({ ...CONTACT, email: 'novaya@primer.example' })
      return visitor.open(await linkIn(test.db, 'invitation'))
    },
  ],
  ['cabinet: choice of the organisation', () => person.open('/cabinet/choose')],
  [
    'cabinet of an authorised person',
    async () => {
      await person.open('/cabinet/choose')
      const organisation = person.$('[name=organisation]').first().attr('value') as string
      return person.submit({ organisation })
    },
  ],
  ['cabinet of an authorised person: profile, read only', () => person.open('/cabinet/profile')],
  ['cabinet of an authorised person: a right is missing, an error', () => person.open('/cabinet/contacts')],
  ['cabinet of an authorised person: security', () => person.open('/cabinet/security')],
  [
    'cabinet: choice of the organisation, with an error',
    async () => {
      const { id, email } = await buildPerson(test.db)
      for (let organisation = 0; organisation < 2; organisation += 1)
        await buildContact(test.db, (await buildOrganisation(test.db)).id, id)
      return (await signIn(test.app, email)).submit({})
    },
  ],
  ['cabinet', () => respondent.open('/cabinet')],
  ['certificates: none', () => respondent.open('/cabinet/certificates')],
  [
    'certificates: with an error',
    async () => {
      await respondent.open('/cabinet/certificates')
      return respondent.submit({}, { files: { certificate: { name: 'a.cer', bytes: '<html>' } } })
    },
  ],
  [
    'certificates',
    async () => {
      for (const to of [10, 335]) {
        await respondent.open('/cabinet/certificates')
        await respondent.submit({}, { files: { certificate: { name: 'a.cer', bytes: await aCertificate({ to }) } } })
      }
      await respondent.open(respondent.$('a:contains(Вывести)').first().attr('href') ?? '')
      return respondent.submit({}, { press: 'Вывести из использования' })
    },
  ],
  ['certificates: replace', () => ownCertificate('Заменить')],
  ['certificates: retire', () => ownCertificate('Вывести')],
  ['cabinet: security', () => respondent.open('/cabinet/security')],
  [
    'cabinet: second factor, switched on, with its codes',
    async () => {
      const browser = await signIn(test.app, (await buildAccount(test.db)).okpo)
      await browser.open('/cabinet/security/second-factor')
      const code = codeOf(browser.$('#key').text().replaceAll(' ', ''), stepAt(test.deps.clock()))
      return browser.submit({ code, current: PASSWORD })
    },
  ],
  [
    'cabinet: switching the second factor off',
    async () => {
      const { id, okpo } = await buildAccount(test.db)
      await buildSecondFactor(test.db, `account:${id}`)
      return (await signIn(test.app, okpo)).open('/cabinet/security/second-factor/off')
    },
  ],
  [
    'cabinet: second factor with errors',
    async () => {
      await respondent.open('/cabinet/security/second-factor')
      return respondent.submit()
    },
  ],
])
