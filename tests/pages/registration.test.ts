import { createTestApp, type TestApp } from '../support/app'
import { begin, fill, passCheck, send } from '../support/applicant'
import { Browser } from '../support/browser'
import { aCertificate } from '../support/certificates'
import { checkPages } from './check-pages'
import { signedDraft } from './signed-draft'

/* The application for registration, from the ОКПО to its status. */

let test: TestApp
let visitor: Browser
let applicant: Browser
let follower: Browser

beforeAll(async () => {
  test = await createTestApp()
  visitor = new Browser(test.app)
  applicant = await begin(new Browser(test.app), '00136352')
  await applicant.submit({ shortName: '<b>«Кавычки» & "знаки"</b>', inn: '123' })
  await applicant.open('/registration/certificates')
  await applicant.submit({}, { files: { certificate: { name: 'a.cer', bytes: await aCertificate() } } })
  await applicant.open('/registration/contacts/new')
  await applicant.submit({ lastName: 'Петрова' })
  follower = await send(new Browser(test.app))
})
afterAll(() => test.destroy())

checkPages([
  ['registration: ОКПО', () => visitor.open('/registration')],
  [
    'registration: ОКПО with an error',
    async () => {
      await visitor.open('/registration')
      return visitor.submit({ okpo: 'x' })
    },
  ],
  ['registration: general', () => applicant.open('/registration/general')],
  [
    'registration: general with errors',
    async () => {
      await applicant.open('/registration/general')
      return applicant.submit({ email: 'нет' })
    },
  ],
  [
    'registration: generated password',
    async () => {
      await applicant.open('/registration/general')
      return applicant.submit({}, { press: 'Сгенерировать' })
    },
  ],
  ['registration: certificates', () => applicant.open('/registration/certificates')],
  [
    'registration: certificates with an error',
    async () => {
      await applicant.open('/registration/certificates')
      return applicant.submit({}, { files: { certificate: { name: 'a.cer', bytes: '<html>' } } })
    },
  ],
  ['registration: contacts', () => applicant.open('/registration/contacts')],
  ['registration: new contact', () => applicant.open('/registration/contacts/new')],
  [
    'registration: contact with errors',
    async () => {
      await applicant.open('/registration/contacts')
      await applicant.follow('Изменить контакт: Петрова')
      return applicant.submit({ basis: 'mchd' })
    },
  ],
  ['registration: check', () => applicant.open('/registration/check')],
  ['registration: check, ready', async () => fill(new Browser(test.app), {}, '00083262')],
  ['registration: signing', async () => passCheck(await fill(new Browser(test.app), {}, '00083262'))],
  [
    'registration: signing with an error',
    async () => {
      const browser = await passCheck(await fill(new Browser(test.app), {}, '00083262'))
      return browser.submit(
        {},
        { press: 'Загрузить подпись', files: { signature: { name: 'a.sig', bytes: '<html>' } } },
      )
    },
  ],
  ['registration: signing, signed', async () => signedDraft(new Browser(test.app))],
  ['registration: link', () => applicant.open('/registration/link')],
  ['registration: status search', () => visitor.open('/registration/status')],
  ['registration: status', async () => follower.open(follower.url)],
  ['registration: withdraw', async () => follower.open(`${follower.url}/withdraw`)],
])
