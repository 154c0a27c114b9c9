import { readFileSync } from 'node:fs'
import { buffer } from 'node:stream/consumers'
import { HtmlValidate } from 'html-validate'
import { ZipFile } from 'yazl'
import { workOn } from '../../src/features/assignments/work'
import { ensureSigner } from '../../src/features/demo-authority/ensure-authority'
import { signDocument } from '../../src/features/demo-authority/sign-document'
import { codeOf, stepAt } from '../../src/features/second-factor/one-time-code'
import { compress } from '../../src/http/compression'
import { addForm, begin as beginReport, codeOfForm } from '../integration/reports/reporting'
import { createTestApp, NOW, type TestApp } from '../support/app'
import { begin, fill, passCheck, send } from '../support/applicant'
import { CONTACT } from '../support/application-builder'
import { startAxe } from '../support/axe'
import { Browser } from '../support/browser'
import {
  buildAccount,
  buildContact,
  buildOrganisation,
  buildPerson,
  buildSecondFactor,
  buildStaff,
  PASSWORD,
} from '../support/builders'
import { aCertificate } from '../support/certificates'
import { signForTest } from '../support/demo-signature'
import { assignForm, buildForm } from '../support/forms'
import { linkIn } from '../support/letters'
import { ORGANISATION } from '../support/organisation'
import { signIn } from '../support/sign-in'
import { ask } from '../support/support'

/*
 * Every page there is, visited as its people visit it: valid HTML, no accessibility violation, one heading, Russian
 * words, nothing that the content policy forbids.
 */

const axe = startAxe()
let test: TestApp
let visitor: Browser
let applicant: Browser
let follower: Browser
let specialist: Browser
let respondent: Browser
let administrator: Browser
let changer: Browser
const demoHolder = { name: ORGANISATION.short_name, inn: ORGANISATION.inn, ogrn: ORGANISATION.ogrn }
let person: Browser

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

  const staff = await buildStaff(test.db)
  specialist = await signIn(test.app, staff.login, '/office/sign-in')

  const admin = await buildStaff(test.db, { role: 'system_admin', office_id: null })
  administrator = await signIn(test.app, admin.login, '/office/sign-in')

  const account = await buildAccount(test.db)
  respondent = await signIn(test.app, account.okpo)
  const authorised = await buildPerson(test.db)
  await buildContact(test.db, account.organisationId, authorised.id)
  await buildContact(test.db, (await buildOrganisation(test.db)).id, authorised.id)
  await buildContact(test.db, (await buildOrganisation(test.db)).id, authorised.id, { state: 'invited' })
  await buildContact(test.db, (await buildOrganisation(test.db)).id, authorised.id, { state: 'suspended' })
  person = await signIn(test.app, authorised.email)

  const changing = await buildAccount(test.db, { organisation: ORGANISATION })
  changer = await new Browser(test.app).open('/sign-in')
  await changer.submit({ login: changing.okpo, password: PASSWORD })
  await test.deps.sender.runOnce()
})
afterAll(async () => {
  await axe.stop()
  await test.destroy()
})

const htmlValidate = new HtmlValidate({
  extends: ['html-validate:recommended'],
  rules: {
    // In a browser of today the buttons of the accessibility panel belong to the form that the page is about.
    'wcag/h32': 'off',
    // Compression is what counts; the templates are laid out for people who read them.
    'no-trailing-whitespace': 'off',
    'attribute-boolean-style': 'off',
    'void-style': 'off',
    // The ticks of a list are one question.
    'form-dup-name': ['error', { shared: ['radio', 'button', 'reset', 'submit', 'checkbox'] }],
    'long-title': 'off',
    // «tel» fields are formatted by the browser, a printed number is text.
    'tel-non-breaking': 'off',
    // The patterns of govuk-frontend: a list without marks needs its role for VoiceOver.
    'no-redundant-role': 'off',
    'prefer-native-element': 'off',
    // The main button stands once more, out of sight, before the tabs: Enter presses the first one.
    'hidden-focusable': 'off',
    'aria-label-misuse': ['error', { allowAnyNamable: true }],
  },
})

/** A draft whose signature has been taken, from an authority that nobody knows. */
const signedDraft = async (browser: Browser): Promise<Browser> => {
  await passCheck(await fill(browser, {}, '00083262'))
  const page = browser.url
  await browser.open('/registration/signing/application.xml')
  const { cms } = signForTest({ document: Buffer.from(browser.html) })
  await browser.open(page)
  return browser.submit({}, { press: 'Загрузить подпись', files: { signature: { name: 'a.sig', bytes: cms } } })
}

const passwordGiven = async (login: string): Promise<Browser> => {
  const browser = await new Browser(test.app).open('/office/sign-in')
  return browser.submit({ login, password: PASSWORD })
}

const firstSignIn = async (): Promise<Browser> =>
  passwordGiven((await buildStaff(test.db, { secondFactor: false })).login)

/** Latin words that are names of things, not English: formats, protocols, what a person typed. */
const NAMES =
  /^(UTF|Windows|Android|iPhone|iPad|Safari|crl|csv|pdf|sig|sgn|cades|bes|csp|cryptcp|vipnet|openssl|mail|xml|cer|crt|pem|der|zip|pfx|html|ctrl|tel|email|sha|rsa|ecdsa|gost|http|https|www|example|com|ru)$/i

const englishWords = (browser: Browser): string[] => {
  const main = browser.$('body').clone()
  main.find('code, .app-code').remove()
  const text = main.text().replace(/\S*[@/]\S*/g, ' ')
  return (text.match(/\b[a-z]{3,}\b/gi) ?? []).filter(word => !NAMES.test(word))
}

/** The page that a link of the respondent's certificate leads to. */
const ownCertificate = async (link: string): Promise<Browser> => {
  await respondent.open('/cabinet/certificates')
  return respondent.open(respondent.$(`a:contains(${link})`).first().attr('href') ?? '')
}

/** Types a change of the organisation's data. */
const typeChange = async (values: Record<string, string>): Promise<Browser> => {
  await changer.open('/cabinet/profile/edit')
  return changer.submit(values, { press: 'Сохранить и продолжить' })
}

const confirmWarnings = (browser: Browser): Record<string, string> =>
  browser.$('[name=confirmWarnings]').length > 0 ? { confirmWarnings: 'yes' } : {}

const retireLinks = (browser: Browser): string[] =>
  browser
    .$('a[href$="/retire"]')
    .toArray()
    .map(link => link.attribs.href ?? '')

/** Signs the change with the demo authority and uploads the signature. */
const confirmBySignature = async (): Promise<void> => {
  await changer.open('/cabinet/profile/change/change.xml')
  const document = Buffer.from(changer.html)
  const signer = await ensureSigner(test.db, { ...demoHolder }, test.deps.clock())
  await changer.open('/cabinet/certificates')
  await changer.submit({}, { files: { certificate: { name: 'demo.cer', bytes: signer.certificate } } })
  await changer.open('/cabinet/profile/change')
  const bytes = signDocument({ document, signer, at: test.deps.clock(), attached: false })
  await changer.submit(confirmWarnings(changer), {
    press: 'Загрузить подпись',
    files: { signature: { name: 'change.xml.sig', bytes } },
  })
}

const changeAtOffice = async (page: string): Promise<Browser> => {
  const { id } = await test.db('applications').where({ kind: 'change' }).first('id')
  return specialist.open(`/office/applications/${id}${page}`)
}

type Visit = [name: string, visit: () => Promise<Browser>]

const pages: Visit[] = [
  ['home', () => visitor.open('/')],
  ['accessibility', () => visitor.open('/accessibility')],
  [
    'accessibility: the panel',
    () => new Browser(test.app).open('/accessibility/view?_view=scheme-white-on-black&back=/registration'),
  ],
  ['codes', () => visitor.open('/codes')],
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
  ['help: one answer', () => visitor.open('/help/faq/1')],
  ['support', () => visitor.open('/support')],
  [
    'support with errors',
    async () => {
      await visitor.open('/support')
      return visitor.submit({ name: '1' })
    },
  ],
  ['support: a question', () => ask(new Browser(test.app), { text: '<b>Как</b> выгрузить?' })],
  ['support: own questions', () => respondent.open('/cabinet/support')],
  ['support: new question of a respondent', () => respondent.open('/cabinet/support/new')],
  [
    'support: own question, with an error',
    async () => {
      await respondent.submit({ section: '4', subject: 'Срок', text: 'Когда?' })
      return respondent.submit({})
    },
  ],
  [
    'office: questions',
    async () => {
      await ask(new Browser(test.app))
      return specialist.open('/office/support')
    },
  ],
  ['office: question', () => specialist.open(specialist.$('main td, main th').find('a').first().attr('href') ?? '')],
  ['office: publish an answer', () => answerAndPublish()],
  ['office: publish an answer, with errors', () => specialist.submit({ answer: '' })],
  ['office: frequent questions', () => administrator.open('/office/faq')],
  [
    'office: frequent question with errors',
    async () => {
      await administrator.open('/office/faq/new')
      return administrator.submit({ position: 'x' })
    },
  ],
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
  ['office: help', () => specialist.open('/office/help')],
  ...['queue', 'decisions', 'letters', 'reports', 'questions', 'trust', 'import'].map(
    (topic): Visit => [`office: help, ${topic}`, () => specialist.open(`/office/help/${topic}`)],
  ),
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
  ['sign-in', () => visitor.open('/sign-in')],
  [
    'sign-in with an error',
    async () => {
      await visitor.open('/sign-in')
      return visitor.submit({ login: '00000011', password: 'x' })
    },
  ],
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
  ['profile', () => changer.open('/cabinet/profile')],
  ['profile: edit', () => changer.open('/cabinet/profile/edit')],
  ['profile: edit with errors', () => typeChange({ inn: '1' })],
  ['profile: change with mistakes', () => changer.open('/cabinet/profile/change')],
  ['profile: change for the office', () => typeChange({ inn: '4299000019', phone: '+7 384 212-99-99' })],
  [
    'profile: change to sign',
    async () => {
      await changer.open('/cabinet/certificates')
      await changer.submit({}, { files: { certificate: { name: 'a.cer', bytes: await aCertificate() } } })
      return changer.open('/cabinet/profile/change')
    },
  ],
  [
    'profile: change to sign with an error',
    async () => {
      await changer.open('/cabinet/profile/change')
      return changer.submit({}, { press: 'Загрузить подпись' })
    },
  ],
  ['profile: discard', () => changer.open('/cabinet/profile/change/discard')],
  [
    'profile: history',
    async () => {
      await confirmBySignature()
      return changer.open('/cabinet/profile/history')
    },
  ],
  [
    'profile: change at the office',
    async () => {
      await changer.open('/cabinet/certificates')
      for (const href of retireLinks(changer)) {
        await changer.open(href)
        await changer.submit({}, { press: 'Вывести из использования' })
      }
      await typeChange({ phone: '+7 384 212-77-77' })
      return changer.submit(confirmWarnings(changer), { press: 'Отправить на рассмотрение' })
    },
  ],
  ['office: change', () => changeAtOffice('')],
  [
    'office: approve a change',
    async () => {
      await changeAtOffice('')
      await specialist.submit({}, { press: 'Взять в работу' })
      return changeAtOffice('/approve')
    },
  ],
  ['certificates: replace', () => ownCertificate('Заменить')],
  ['certificates: retire', () => ownCertificate('Вывести')],
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
  ['office: second factors of the staff', () => administrator.open('/office/second-factors')],
  ['office: reset of a second factor', () => administrator.open('/office/second-factors/1')],
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
  ['office: queue', () => specialist.open('/office/applications')],
  ['office: application', () => specialist.open('/office/applications/2')],
  [
    'office: application in review',
    async () => {
      await specialist.open('/office/applications/2')
      return specialist.submit({}, { press: 'Взять в работу' })
    },
  ],
  ['office: return', () => specialist.open('/office/applications/2/return')],
  [
    'office: return with an error',
    async () => {
      await specialist.open('/office/applications/2/return')
      return specialist.submit({}, { press: 'Вернуть на исправление' })
    },
  ],
  ['office: reject', () => specialist.open('/office/applications/2/reject')],
  [
    'office: reject with errors',
    async () => {
      await specialist.open('/office/applications/2/reject')
      return specialist.submit({}, { press: 'Отклонить заявку' })
    },
  ],
  ['office: approve', () => specialist.open('/office/applications/2/approve')],
  [
    'office: return, letter shown',
    async () => {
      await specialist.open('/office/applications/2/return')
      return specialist.submit({ 'remark-inn': 'Сверьте номер' }, { press: 'Показать письмо' })
    },
  ],
  ['office: applications by letter', () => specialist.open('/office/applications/by-letter')],
  ['office: note', () => specialist.open('/office/applications/2/notes')],
  ['office: hand over', () => specialist.open('/office/applications/2/hand-over')],
  [
    'office: hand over with errors',
    async () => {
      await specialist.open('/office/applications/2/hand-over')
      return specialist.submit({}, { press: 'Передать заявку' })
    },
  ],
  ['office: hand over several', () => specialist.open('/office/applications/hand-over?ids=2')],
  [
    'office: outcomes of several',
    async () => {
      await specialist.open('/office/applications?list=all')
      return specialist.submit({ ids: '2' }, { press: 'Взять отмеченные в работу' })
    },
  ],
  ['office: queue with filters', () => specialist.open('/office/applications?list=all&channel=web&choose=all')],
  ['office: search', () => specialist.open('/office/applications?q=%D0%9F%D1%80%D0%B8%D0%BC%D0%B5%D1%80')],
  [
    'office: application, signed',
    async () => {
      const browser = await signedDraft(new Browser(test.app))
      await browser.submit({}, { press: 'Отправить заявку на регистрацию' })
      const { id } = await test.db('applications').where({ signed: true }).first('id')
      return specialist.open(`/office/applications/${id}`)
    },
  ],
  ['announcements', () => visitor.open('/announcements')],
  ['office: administration', () => administrator.open('/office/administration')],
  ['office: audit log', () => administrator.open('/office/audit')],
  ['office: audit log with errors', () => administrator.open('/office/audit?from=x')],
  ['office: letters', () => administrator.open('/office/letters?state=waiting')],
  ['office: offices', () => administrator.open('/office/offices')],
  ['office: office', () => administrator.open('/office/offices/42')],
  [
    'office: office with errors',
    async () => {
      await administrator.open('/office/offices/42')
      return administrator.submit({ code: '1' })
    },
  ],
  [
    'office: merging an office, with errors',
    async () => {
      await administrator.open('/office/offices/41/merge')
      return administrator.submit({})
    },
  ],
  ['office: reasons', () => administrator.open('/office/reasons')],
  [
    'office: reason with errors',
    async () => {
      await administrator.open('/office/reasons/new')
      return administrator.submit({ template: '{что}' })
    },
  ],
  ['office: workload', () => specialist.open('/office/workload?until=31.12.2026')],
  [
    'office: workload, still counting',
    async () => {
      const { soon } = test.deps.slowReads
      test.deps.slowReads.soon = () => Promise.resolve(undefined)
      const page = await specialist.open('/office/workload?until=30.12.2026')
      test.deps.slowReads.soon = soon
      return page
    },
  ],
  ['office: workload with errors', () => administrator.open('/office/workload?from=x')],
  ['office: staff', () => administrator.open('/office/staff')],
  ['office: member of staff', () => administrator.open('/office/staff/1')],
  [
    'office: new member of staff with errors',
    async () => {
      await administrator.open('/office/staff/new')
      return administrator.submit({ email: 'x' })
    },
  ],
  ['office: enterprise types', () => administrator.open('/office/enterprise-types')],
  ['office: calendar', () => administrator.open('/office/calendar')],
  ['office: calendar of a year', () => administrator.open('/office/calendar/2026')],
  ['office: announcements', () => administrator.open('/office/announcements')],
  [
    'office: announcement with errors',
    async () => {
      await administrator.open('/office/announcements/new')
      return administrator.submit({ shownUntil: 'x' })
    },
  ],
  [
    'announcement',
    async () => {
      await administrator.open('/office/announcements/new')
      await administrator.submit({ title: '<b>Срок</b> продлён', body: 'Абзац.', published: 'yes' })
      await visitor.open('/')
      return visitor.follow('<b>Срок</b> продлён')
    },
  ],
  ['office: register', () => specialist.open('/office/register')],
  [
    'office: register, all offices',
    () => administrator.open('/office/register?q=%D0%9E%D0%B1%D1%80%D0%B0%D0%B7%D0%B5%D1%86'),
  ],
  ['office: organisation', async () => specialist.open(`/office/register/${await anOrganisation()}`)],
  [
    'office: archive an organisation, with an error',
    async () => {
      await specialist.open(`/office/register/${await anOrganisation()}/archive`)
      return specialist.submit({})
    },
  ],
  [
    'office: reset of a second factor',
    async () => {
      const { id, organisationId } = await buildAccount(test.db)
      await buildSecondFactor(test.db, `account:${id}`)
      return administrator.open(`/office/register/${organisationId}/second-factor`)
    },
  ],
  [
    'office: organisation, a person with a second factor',
    async () => {
      const { organisationId } = await buildAccount(test.db)
      const { id } = await buildPerson(test.db)
      await buildContact(test.db, organisationId, id)
      await buildSecondFactor(test.db, `person:${id}`)
      return administrator.open(`/office/register/${organisationId}`)
    },
  ],
  [
    'office: reset of the second factor of a person',
    () => administrator.open(administrator.$('main a[href*="/contacts/"]').attr('href') ?? ''),
  ],
  ['office: recovery link', async () => specialist.open(`/office/register/${await anOrganisation()}/recovery-link`)],
  ['reports: forms, none', () => respondent.open('/cabinet/reports')],
  [
    'reports: forms',
    async () => {
      await giveForm()
      return respondent.open('/cabinet/reports')
    },
  ],
  [
    'reports: upload, with an error',
    async () => {
      await respondent.open('/cabinet/reports/upload')
      return respondent.submit({})
    },
  ],
  ['office: assignments', () => administrator.open('/office/forms/assignments')],
  [
    'office: assignment by rule with errors',
    async () => {
      await administrator.open('/office/forms/assignments/rule')
      return administrator.submit({ okved2: 'x' }, { press: 'Подсчитать' })
    },
  ],
  [
    'office: assignment by list with an error',
    async () => {
      await administrator.open('/office/forms/assignments/list')
      return administrator.submit({})
    },
  ],
  [
    'office: assignment',
    async () => {
      const { code: formCode } = await buildForm(test.db, { code: '999009001012', okud: '0999009' })
      await administrator.open('/office/forms/assignments/rule')
      await administrator.submit({ formCode, 'type-legal': 'legal' }, { press: 'Подсчитать' })
      await workOn(test.deps, 1)
      return administrator.open('/office/forms/assignments/1')
    },
  ],
  ['office: end of an assignment', () => administrator.open('/office/forms/assignments/1/end')],
  ['offline forms', () => visitor.open('/offline')],
  [
    'reports: uploaded archive',
    async () => {
      const zip = new ZipFile()
      zip.addBuffer(Buffer.from('<html/>'), 'отчёт.xml')
      zip.end()
      await respondent.open('/cabinet/reports/upload')
      const file = { name: 'отчёты.zip', bytes: await buffer(zip.outputStream) }
      return respondent.submit({}, { files: { report: file } })
    },
  ],
  ['reports: start', () => respondent.open('/cabinet/reports/start/999003001002')],
  ['reports: general information', () => respondent.submit({ period: '2026-0201' })],
  ['reports: general information with errors', () => respondent.submit({ t2: '' })],
  [
    'reports: section with errors',
    async () => {
      await beginReport(respondent, 'demo_products', '2026-0201')
      return respondent.submit({ s1r1c1: 'много', s1r1c2: '5' })
    },
  ],
  [
    'reports: section with free rows',
    async () => {
      await respondent.submit({ s1r1c1: '10' })
      await respondent.submit({ s2r10cВ: '10.1', s2r10c1: '1' }, { press: 'Добавить строку «Вид продукции»' })
      return respondent.open(respondent.url)
    },
  ],
  ['reports: paste', () => respondent.open('/cabinet/reports/1/sections/2/paste')],
  [
    'reports: paste, shown before it is stored',
    () => respondent.submit({ block: 'Мебель\t796\tмного\t\t\t\tещё', column: 'В' }),
  ],
  [
    'reports: dictionary of a cell',
    () => respondent.open(`/cabinet/reports/1/sections/2/terms?row=10&occurrence=0&column=${encodeURIComponent('В')}`),
  ],
  ['reports: control', () => respondent.open('/cabinet/reports/1/control')],
  ['reports: sending', () => respondent.open('/cabinet/reports/1/send')],
  ['reports: print', () => respondent.open('/cabinet/reports/1/print')],
  ['reports: draft', () => respondent.open('/cabinet/reports/1')],
  [
    'reports: carry over to a new version',
    async () => {
      const xml = readFileSync('seeds/demo/templates/demo_products.xml', 'utf8')
      const changed = xml.replace('version="01-01-2026"', 'version="01-06-2026"').replace(/<row code="01".*\n/, '')
      await addForm(test, Buffer.from(changed))
      return respondent.open('/cabinet/reports/1/carry-over')
    },
  ],
  ['reports: carried over, values without a place', () => respondent.submit({}, { press: 'Перенести' })],
  ['reports: list', () => respondent.open('/cabinet/reports/list')],
  ['reports: notices', () => respondent.open('/cabinet/reports/notices')],
  [
    'office: report',
    async () => {
      const { id } = await test.db('offices').where({ id: 42 }).first('id')
      const sent = { status: 'sent', number: '42-2026-00000001', file_name: 'report.xml', xml: '<report/>' }
      await test.db('reports').update({ ...sent, office_id: id, submitted_at: NOW })
      return specialist.open('/office/reports/1')
    },
  ],
  [
    'office: report, with an error',
    async () => {
      await specialist.open('/office/reports/1')
      return specialist.submit({}, { press: 'Ответить' })
    },
  ],
  ['office: reports', () => specialist.open('/office/reports')],
  [
    'office: reports, who has not reported',
    () => specialist.open('/office/reports?form=999003001002&period=2026-0202&status=missing'),
  ],
  ['reports: receipt', () => respondent.open('/cabinet/reports/1')],
  [
    'reports: correction, with an error',
    async () => {
      await test.db('reports').update({ status: 'needs_clarification' })
      await respondent.open('/cabinet/reports/1/correct')
      return respondent.submit({})
    },
  ],
  [
    'office: form, just imported',
    async () => {
      await administrator.open('/office/forms/import')
      const bytes = readFileSync('seeds/demo/templates/demo_trade.xml')
      return administrator.submit({}, { files: { template: { name: 'form.xml', bytes } } })
    },
  ],
  ['office: forms', () => administrator.open('/office/forms')],
  [
    'office: import of a form, with an error',
    async () => {
      await administrator.open('/office/forms/import')
      return administrator.submit({}, { press: 'Загрузить' })
    },
  ],
  ['office: import of the register', () => administrator.open('/office/register/import')],
  [
    'office: import of the register, with an error',
    async () => {
      await administrator.open('/office/register/import')
      return administrator.submit({}, { press: 'Загрузить и проверить' })
    },
  ],
  ['office: import under way', async () => administrator.open(`/office/register/import/${await anImport('checking')}`)],
  ['office: import, checked', async () => administrator.open(`/office/register/import/${await anImport('checked')}`)],
  [
    'office: cancel an import',
    async () => administrator.open(`/office/register/import/${await anImport('checked')}/cancel`),
  ],
  ['office: classifiers', () => administrator.open('/office/classifiers')],
  ['office: codes of a classifier', () => administrator.open('/office/classifiers/okved2')],
  [
    'office: import of a classifier, with errors',
    async () => {
      await administrator.open('/office/classifiers/import')
      return administrator.submit({ date: 'x' }, { press: 'Загрузить и сравнить' })
    },
  ],
  [
    'office: classifier, compared with a file, with an error',
    async () => {
      await administrator.open('/office/classifiers/import')
      const bytes = 'code,name\n10,Собственность <b>российская</b>\n99,Новая\nплохая,строка\n'
      await administrator.submit(
        { classifier: 'okfs' },
        { press: 'Загрузить и сравнить', files: { file: { name: 'файл-20260101.csv', bytes } } },
      )
      return administrator.submit({}, { press: 'Применить' })
    },
  ],
  ['office: trust', () => administrator.open('/office/trust')],
  [
    'office: trust with an error',
    async () => {
      await administrator.open('/office/trust')
      return administrator.submit({}, { press: administrator.$('main form button').first().text() })
    },
  ],
  ['office: no office', () => administrator.open('/office/applications')],
  ['demo: sign', () => visitor.open('/demo/sign')],
  ['demo: certificate', () => visitor.open('/demo/certificate')],
  ['demo: letters', () => visitor.open('/demo/mail')],
  ['demo: letter', () => visitor.open('/demo/mail/1')],
  ['error: not found', () => visitor.open('/nowhere')],
]

/** Answers the question that is open and opens the page for publishing it. */
const answerAndPublish = async (): Promise<Browser> => {
  await specialist.submit({ text: 'Выгрузите сертификат без закрытого ключа.' })
  return specialist.follow('Опубликовать в вопросах и ответах')
}

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

/** Makes a form due from the respondent. */
const giveForm = async (): Promise<void> => {
  await addForm(test, readFileSync('seeds/demo/templates/demo_products.xml'))
  const { okpo } = await test.db('organisations').join('accounts', 'organisation_id', 'organisations.id').first('okpo')
  const { id } = await test.db('organisations').where({ okpo }).first('id')
  const row = { organisation_id: id, form_code: codeOfForm('demo_products'), source: 'list', created_at: NOW }
  await test.db('form_assignments').insert(row)
}

const anOrganisation = async (): Promise<number> => (await buildAccount(test.db)).organisationId

/** An import of the register as the page shows it; there is one at a time. */
const anImport = async (state: 'checking' | 'checked'): Promise<number> => {
  await test.db('register_imports').delete()
  const counts = {
    rows: 3000,
    new: 100,
    changed: 20,
    keptOwn: 2,
    restored: 1,
    unchanged: 1500,
    archived: 400,
    inUse: 1600,
  }
  const report = { encoding: 'utf-8', delimiter: ';', ...counts, refused: { 'okpo.format': 980 } }
  const [row] = await test
    .db('register_imports')
    .insert({
      state,
      open_slot: 1,
      file_name: 'Выгрузка.csv',
      path: '/nowhere',
      own_file: false,
      bytes: 5_000_000,
      full_extract: true,
      dry_run: false,
      at_once: false,
      progress: JSON.stringify({
        phase: 'reading',
        rows: 1200,
        refused: 3,
        share: 0.4,
        perSecond: 21_000,
        leftMs: 95_000,
      }),
      report: state === 'checked' ? JSON.stringify(report) : null,
      created_at: '2026-11-23T05:00:00.000Z',
    })
    .returning('id')
  return row.id
}

/** These pages answer with an error on purpose. */
const answersWithError = /error|not found/

describe.each(pages)('%s', (name, visit) => {
  let browser: Browser
  let html: string
  beforeAll(async () => {
    browser = await visit()
    html = browser.html
  })

  it('is there', () => {
    if (answersWithError.test(name)) expect(browser.status).toBeGreaterThanOrEqual(403)
    else expect(browser.status).toBe(200)
  })

  it('is valid HTML', async () => {
    const report = await htmlValidate.validateString(html)
    const told = report.results.flatMap(({ messages }) =>
      messages.map(({ ruleId, message, line }) => `${line} ${ruleId}: ${message}`),
    )
    expect(told).toEqual([])
  })

  it('has no accessibility violation', async () => {
    expect(await axe.violations(html)).toEqual([])
  })

  it('has one heading, a title, its language, and one main part', () => {
    expect(browser.$('h1')).toHaveLength(1)
    expect(browser.title).toMatch(/^(Ошибка: )?\S.+ — Система сбора отчётности$/)
    expect(browser.$('html').attr('lang')).toBe('ru')
    expect(browser.$('main')).toHaveLength(1)
  })

  it('speaks Russian', () => {
    expect(englishWords(browser)).toEqual([])
  })

  it('carries no script and no inline style', () => {
    // The one exception: «Подписание заявки» offers a script of ours for a plug-in, and works without it.
    const own = name.startsWith('registration: signing')
      ? '<script src="/assets/signing/cryptopro.js" defer></script>'
      : ''
    expect(html.replace(own, '')).not.toMatch(/<script|<style|\sstyle=|\son\w+=|javascript:/i)
  })

  it('begins with the way into the accessibility mode, which takes along what was typed', () => {
    const first = browser
      .$('body')
      .find('a[href], button:not([hidden]), input:not([type=hidden]), select, textarea')
      .first()
    expect(first.text()).toBe(name === 'accessibility: the panel' ? 'Обычная версия сайта' : 'Версия для слабовидящих')
    expect(first.attr('form')).toBe(
      browser.$('form[method=post][novalidate], form[action="/codes"]').length > 0 ? 'form' : undefined,
    )
    expect(browser.$('form#form').length).toBe(first.attr('form') === undefined ? 0 : 1)
  })

  it('has a token in every form that changes something', () => {
    const bare = browser
      .$('form[method=post]')
      .filter((_, form) => browser.$(form).find('input[name=_csrf][value!=""]').length !== 1)
    expect(bare.length).toBe(0)
  })

  it.each(['gzip', 'br'] as const)('weighs at most 14 KB compressed with %s', coding => {
    expect(compress(html, coding).length).toBeLessThanOrEqual(14 * 1024)
  })
})

it('the checks themselves find a broken page', async () => {
  const broken = '<html><body><input id=a><img src=x><h1></h1></body></html>'
  expect(await axe.violations(broken)).not.toEqual([])
  expect((await htmlValidate.validateString(broken)).valid).toBe(false)
})
