import { createTestApp, type TestApp } from '../support/app'
import { send } from '../support/applicant'
import { Browser } from '../support/browser'
import { buildOrganisation } from '../support/builders'
import { assignForm, buildForm } from '../support/forms'
import { checkPages, type Visit } from './check-pages'

/* The public pages: the first that anybody sees. */

let test: TestApp
let visitor: Browser

beforeAll(async () => {
  test = await createTestApp()
  visitor = new Browser(test.app)
  await send(new Browser(test.app))
  await test.deps.sender.runOnce()
})
afterAll(() => test.destroy())

checkPages([
  ['home', () => visitor.open('/')],
  ['accessibility', () => visitor.open('/accessibility')],
  [
    'accessibility: the panel',
    () => new Browser(test.app).open('/accessibility/view?_view=scheme-white-on-black&back=/registration'),
  ],
  ['codes', () => visitor.open('/codes')],
  ['codes: catalogue of forms', () => visitor.open('/codes/forms')],
  ['codes with errors', () => visitor.open('/codes?okpo=1&inn=x')],
  [
    'codes: several organisations',
    async () => {
      const inn = '4299000019'
      for (let number = 0; number < 2; number += 1) await buildOrganisation(test.db, { inn })
      return visitor.open(`/codes?inn=${inn}`)
    },
  ],
  [
    'codes: an organisation with forms',
    async () => {
      const { id, okpo } = await buildOrganisation(test.db, { okopf: '12300', oktmo: '32701000' })
      await assignForm(test.db, id, await buildForm(test.db))
      return visitor.open(`/codes/${okpo}`)
    },
  ],
  ['help: ОКПО', () => visitor.open('/help/okpo')],
  ['help: countries', () => visitor.open('/help/oksm')],
  ['help', () => visitor.open('/help')],
  ['help: search', () => visitor.open('/help?q=%D1%81%D0%B5%D1%80%D1%82%D0%B8%D1%84%D0%B8%D0%BA%D0%B0%D1%82')],
  ...[
    'fields',
    'keys',
    'certificate',
    'signature',
    'messages',
    'contacts',
    'recovery',
    'reports',
    'letter',
    'faq',
    'mobile',
  ].map((topic): Visit => [`help: ${topic}`, () => visitor.open(`/help/${topic}`)]),
  ['announcements', () => visitor.open('/announcements')],
  ['demo: sign', () => visitor.open('/demo/sign')],
  ['demo: certificate', () => visitor.open('/demo/certificate')],
  ['demo: letters', () => visitor.open('/demo/mail')],
  ['demo: letter', () => visitor.open('/demo/mail/1')],
  ['error: not found', () => visitor.open('/nowhere')],
])
