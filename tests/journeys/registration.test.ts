import { createTestApp, type TestApp } from '../support/app'
import { GENERAL, handIn, send } from '../support/applicant'
import { Browser } from '../support/browser'
import { buildOrganisation, buildStaff } from '../support/builders'
import { signIn as signInTo } from '../support/sign-in'

/*
 * From the first page to the sign-in, as people go: the applicant, the specialist, the letters.
 */

let test: TestApp
let specialist: Browser

beforeAll(async () => {
  test = await createTestApp()
  const staff = await buildStaff(test.db, { full_name: 'Специалист Пробный' })
  specialist = await signInTo(test.app, staff.login, '/office/sign-in')
})
afterAll(() => test.destroy())

const letters = (kind: string, okpo: string): Promise<{ subject: string; body: string; recipient: string }[]> =>
  test
    .db('outbox_letters')
    .join('applications', 'applications.id', 'outbox_letters.application_id')
    .where({ 'outbox_letters.kind': kind, 'applications.okpo': okpo })
    .orderBy('outbox_letters.id')
    .select('subject', 'body', 'recipient')

/** The path of the first link in a letter. */
const linkIn = (body: string): string => new URL(/http\S+/.exec(body)?.[0] ?? 'http://none/').pathname

const openInQueue = async (okpo: string): Promise<Browser> => {
  await specialist.open('/office/applications')
  await specialist.open(`/office/applications?q=${okpo}`)
  const { id } = await test.db('applications').where({ okpo }).first('id')
  return specialist.open(`/office/applications/${id}`)
}

const take = async (okpo: string): Promise<Browser> => {
  await openInQueue(okpo)
  return specialist.submit({}, { press: 'Взять в работу' })
}

const approve = async (okpo: string): Promise<void> => {
  await take(okpo)
  await specialist.follow('Одобрить')
  await specialist.submit(specialist.$('[name=confirmed]').length > 0 ? { confirmed: 'yes' } : {}, {
    press: 'Одобрить заявку',
  })
}

const signIn = async (okpo: string): Promise<Browser> => {
  const browser = new Browser(test.app)
  await browser.open('/sign-in')
  return browser.submit({ login: okpo, password: GENERAL.password ?? '' })
}

const KINDS: [kind: string, okpo: string, values: Record<string, string>][] = [
  ['a legal entity', '48724475', {}],
  [
    'an entrepreneur',
    '0116815299',
    {
      enterpriseType: 'entrepreneur',
      inn: '500100732259',
      ogrn: '319665800081550',
      okopf: '50102',
      shortName: 'ИП Пример',
    },
  ],
  ['a branch', '48724475000001', { enterpriseType: 'branch', ogrn: '', okopf: '30002', shortName: 'Филиал «Пример»' }],
]

it.each(KINDS)('registers %s from the first page to the cabinet', async (_kind, okpo, values) => {
  const applicant = await send(new Browser(test.app), values, okpo)
  expect(applicant.text).toContain('Заявка отправлена')
  expect(applicant.text).toContain('02347699 – КЕМЕРОВОСТАТ')
  // Sent on Monday 23.11.2026: three working days later is Thursday.
  expect(applicant.text).toContain('не позднее 26.11.2026')

  await approve(okpo)
  expect(specialist.text).not.toContain('Ошибка')

  const [approved] = await letters('application_approved', okpo)
  expect(approved?.recipient).toBe(GENERAL.email)
  await applicant.open(applicant.url)
  expect(applicant.text).toContain('Одобрена')

  const cabinet = await signIn(okpo)
  expect(cabinet.url).toBe('/cabinet')
  expect(cabinet.text).toContain(values.shortName ?? GENERAL.shortName)
  expect(cabinet.text).toContain(okpo)
  await cabinet.submit({}, { press: 'Выйти' })
  await cabinet.open('/cabinet')
  expect(cabinet.url).toContain('/sign-in')
})

it('returns an application, takes the corrected one and approves it', async () => {
  const okpo = '00083262'
  const applicant = await send(new Browser(test.app), {}, okpo)
  await take(okpo)
  await specialist.follow('Вернуть на исправление')
  await specialist.submit({ 'remark-postalAddress': 'Укажите номер офиса' }, { press: 'Вернуть на исправление' })

  const [returned] = await letters('application_returned', okpo)
  expect(returned?.body).toContain('Укажите номер офиса')
  // The letter alone is enough, on any device.
  const elsewhere = new Browser(test.app)
  await elsewhere.open(linkIn(returned?.body ?? ''))
  expect(elsewhere.text).toContain('Укажите номер офиса')
  await elsewhere.follow('Исправить заявку')
  expect(elsewhere.text).toContain('Замечание специалиста: Укажите номер офиса')
  await elsewhere.submit({ postalAddress: '650000, Кемерово, Советский проспект, 1, офис 7' })
  await elsewhere.open('/registration/check')
  await handIn(elsewhere)
  expect(elsewhere.text).toContain('Заявка отправлена')
  expect(elsewhere.text).toContain('Заявка исправлена и отправлена снова')

  await approve(okpo)
  const cabinet = await signIn(okpo)
  expect(cabinet.text).toContain('офис 7')
  await applicant.open(applicant.url)
  expect(applicant.text).toContain('Одобрена')
})

it('rejects an application with a reason, and another one may be sent', async () => {
  const okpo = '00044428'
  const applicant = await send(new Browser(test.app), {}, okpo)
  await take(okpo)
  await specialist.follow('Отклонить')
  await specialist.submit(
    { reason: 'unverified', explanation: 'Руководитель не подтвердил подачу заявки по телефону.' },
    { press: 'Отклонить заявку' },
  )

  await applicant.open(applicant.url)
  expect(applicant.text).toContain('Отклонена')
  expect(applicant.text).toContain('Руководитель не подтвердил подачу заявки по телефону.')
  const [rejected] = await letters('application_rejected', okpo)
  expect(rejected?.body).toContain('Руководитель не подтвердил')
  expect((await signIn(okpo)).url).toBe('/sign-in')

  const again = await send(new Browser(test.app), {}, okpo)
  expect(again.text).toContain('Заявка отправлена')
})

it('lets the applicant withdraw while nobody has decided', async () => {
  const okpo = '00136352'
  const applicant = await send(new Browser(test.app), {}, okpo)
  await applicant.follow('Отозвать заявку')
  await applicant.submit({}, { press: 'Отозвать заявку' })

  expect(applicant.text).toContain('Заявка отозвана')
  await openInQueue(okpo)
  expect(specialist.text).toContain('Отозвана')
  expect(specialist.text).not.toContain('Взять в работу')
})

it('shows the specialist what differs from the register', async () => {
  const okpo = '05753490'
  await buildOrganisation(test.db, { okpo, short_name: 'АО «По реестру»', inn: '7706107510' })
  await send(new Browser(test.app), {}, okpo)
  await openInQueue(okpo)

  expect(specialist.text).toContain('АО «По реестру»')
  expect(specialist.text).toContain('отличается')
})
