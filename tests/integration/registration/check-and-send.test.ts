import { createHash } from 'node:crypto'
import { createTestApp, NOW, type TestApp } from '../../support/app'
import { begin, fill, GENERAL, handIn } from '../../support/applicant'
import { CONTACT, nextOkpo } from '../../support/application-builder'
import { Browser } from '../../support/browser'
import { aCertificate } from '../../support/certificates'
import { fixture } from '../../unit/crypto/support/files'
import { loadFixtures, openTrustOffice } from '../trust/trusting'

/*
 * The protocol, the tick, and what is there once the application was handed in.
 */

let test: TestApp
let browser: Browser
let okpo: string
beforeAll(async () => {
  test = await createTestApp()
})
afterAll(() => test.destroy())
beforeEach(() => {
  test.setNow(NOW)
  okpo = `${nextOkpo()}000001`
  browser = new Browser(test.app)
})

/** A branch is not offered signing: its application is sent from «Проверка и отправка» itself. */
const BRANCH = { enterpriseType: 'branch', ogrn: '', okopf: '30002' }
const SEND = 'Отправить заявку на регистрацию'
const row = () => test.db('applications').where({ okpo }).first()

/** Whatever the protocol links to must be there: the page and the field on it. */
const expectLinksToLead = async (): Promise<number> => {
  const links = browser
    .$('.app-findings a')
    .toArray()
    .map(link => browser.$(link).attr('href') ?? '')
  for (const href of links) {
    const [path = '', id] = href.split('#')
    const page = await browser.tab().open(path)
    expect(`${href} ${page.status} ${page.$(`[id="${id}"]`).length}`).toBe(`${href} 200 1`)
  }
  return links.length
}

it('links every error and warning of every tab to a field that is there', async () => {
  await begin(browser, '00000011')
  await browser.open('/registration/check')
  expect(await expectLinksToLead()).toBeGreaterThan(15)

  await browser.open('/registration/general')
  await browser.submit({
    ...GENERAL,
    inn: '1',
    okato: '45',
    okopf: '50102',
    enterpriseType: 'legal',
    password: '',
    passwordRepeat: '',
  })
  await browser.open('/registration/certificates')
  await browser.submit({}, { files: { certificate: { name: 'a.cer', bytes: await aCertificate({ to: 5 }) } } })
  await browser.open('/registration/contacts/new')
  await browser.submit({ lastName: 'Один' })
  await browser.open('/registration/check')
  expect(await expectLinksToLead()).toBeGreaterThan(9)
})

it('shows everything that was entered in words, with the ways to change it', async () => {
  await fill(browser, { ...BRANCH, note: '<b>Примечание</b>' }, okpo)
  await browser.open('/registration/contacts/new')
  await browser.submit(CONTACT)
  await browser.open('/registration/check')

  for (const said of [
    okpo,
    '30002 – ',
    '643 – Россия',
    'Территориально обособленное структурное подразделение',
    '<b>Примечание</b>',
    'задан',
  ])
    expect(browser.$('.govuk-summary-list').text()).toContain(said)
  expect(browser.text).toContain('Петров Пётр Петрович, Главный бухгалтер. Права: заполнение, подписание и отправка.')
  expect(browser.text).toContain('Сертификаты не загружены.')
  expect(browser.html).not.toContain(GENERAL.password)
  for (const link of ['общую информацию', 'сертификаты', 'контакты']) {
    await browser.open('/registration/check')
    await browser.follow(`Изменить ${link}`)
    expect(browser.status).toBe(200)
  }
})

it('does not send what has errors, whatever is ticked', async () => {
  await fill(browser, { ...BRANCH, inn: '1' }, okpo)
  expect(browser.$('[name=confirmWarnings]').length).toBe(0)
  await browser.submit({}, { press: SEND, forge: { confirmWarnings: 'yes' } })

  expect(browser.status).toBe(422)
  expect(browser.errors).toEqual([
    { field: 'send', text: 'В заявке есть ошибки: исправьте их по ссылкам и отправьте заявку ещё раз' },
  ])
  expect(browser.$('#send').length).toBe(1)
  expect((await row()).status).toBe('draft')
})

it('sends warnings with a tick only', async () => {
  await fill(browser, BRANCH, okpo)
  await browser.submit({}, { press: SEND })
  expect(browser.status).toBe(422)
  expect(browser.errors).toEqual([
    { field: 'confirmWarnings', text: 'Проверьте предупреждения и отметьте «Всё равно отправить»' },
  ])
  expect(browser.$('#confirmWarnings').length).toBe(1)
  await browser.submit({ confirmWarnings: 'yes' }, { press: SEND })
  expect(browser.url).toMatch(/^\/registration\/status\//)
})

it('asks for no tick when there is nothing to warn of', async () => {
  const office = await openTrustOffice()
  await loadFixtures(office)
  browser = await fill(new Browser(office.app), { ...BRANCH, inn: '1234567894' }, okpo)
  await browser.open('/registration/certificates')
  await browser.submit({}, { files: { certificate: { name: 'a.cer', bytes: fixture('legal.cer') } } })
  await browser.open('/registration/check')
  expect(browser.text).toContain('Проверка пройдена: ошибок и предупреждений нет')
  expect(browser.$('[name=confirmWarnings]').length).toBe(0)
  await browser.submit({}, { press: SEND })
  expect(browser.text).toContain('Заявка отправлена')
  await office.destroy()
})

it('hands in: number, office, day, XML with its digest, protocol, counts, audit, letter with the link', async () => {
  await fill(browser, { ...BRANCH, email: 'Otchet@пример.рф' }, okpo)
  const counted = () => test.db('application_counts').where({ office_id: 42, status: 'submitted' }).first('total')
  const before = (await counted())?.total ?? 0
  await browser.submit({ confirmWarnings: 'yes' }, { press: SEND })
  const sent = await row()

  expect(sent).toMatchObject({
    status: 'submitted',
    number: `2026-${String(sent.id).padStart(6, '0')}`,
    office_id: 42,
    enterprise_type: 'branch',
    inn: GENERAL.inn,
    short_name: GENERAL.shortName,
    search_name: 'ООО ПРИМЕР ОБЩЕСТВО С ОГРАНИЧЕННОЙ ОТВЕТСТВЕННОСТЬЮ',
    email: 'otchet@xn--e1afmkfd.xn--p1ai',
    submissions: 1,
    submitted_at: NOW,
    due_on: '2026-11-26',
    due_at: '2026-11-26T17:00:00.000Z',
  })
  expect(browser.text).toContain(`Номер заявки ${sent.number}`)
  expect(browser.text).toContain('02347699 – КЕМЕРОВОСТАТ')
  expect(browser.text).toContain('23.11.2026, 13:00 (МСК+4)')
  expect(browser.text).toContain('не позднее 26.11.2026')
  expect((await counted())?.total).toBe(before + 1)

  const submission = await test.db('application_submissions').where({ application_id: sent.id }).first()
  expect(createHash('sha256').update(submission.xml).digest('hex')).toBe(submission.xml_sha256)
  expect(submission.xml.toString('utf8')).toContain(`<okpo>${okpo}</okpo>`)
  expect(submission.xml.toString('utf8')).toContain('<email>Otchet@пример.рф</email>')
  expect(JSON.parse(submission.findings).map(({ rule }: { rule: string }) => rule)).toEqual(['certificate.none'])
  expect(submission).toMatchObject({ sequence: 1, submitted_at: NOW, form: sent.form })

  const events = await test.db('audit_log').where({ subject_kind: 'application', subject_id: sent.id }).orderBy('id')
  expect(events.map(({ event, actor_kind: actor, at }) => [event, actor, at])).toEqual([
    ['application.created', 'visitor', NOW],
    ['application.submitted', 'visitor', NOW],
  ])

  const letters = await test.db('outbox_letters').where({ application_id: sent.id })
  expect(letters).toHaveLength(1)
  expect(letters[0]).toMatchObject({
    kind: 'application_submitted',
    recipient: 'otchet@xn--e1afmkfd.xn--p1ai',
    subject: `Заявка на регистрацию № ${sent.number} принята`,
  })
  expect(letters[0].body).toContain('не позднее 26.11.2026')
  expect(letters[0].body).not.toContain(GENERAL.password)
  const elsewhere = await new Browser(test.app).open(new URL(/http\S+/.exec(letters[0].body)?.[0] ?? '').pathname)
  expect(elsewhere.text).toContain(`Номер заявки ${sent.number}`)
})

const DAYS: [what: string, at: string, officeCode: string, oktmo: string, dueOn: string, dueAt: string][] = [
  [
    'a day of the office that has begun already',
    '2026-11-23T17:30:00.000Z',
    'КЕМЕРОВОСТАТ',
    '32701000',
    '2026-11-27',
    '2026-11-27T17:00:00.000Z',
  ],
  [
    'the same moment in the west',
    '2026-11-23T17:30:00.000Z',
    'КАЛИНИНГРАДСТАТ',
    '27701000',
    '2026-11-26',
    '2026-11-26T22:00:00.000Z',
  ],
  ['a week-end', '2026-11-27T03:00:00.000Z', 'КЕМЕРОВОСТАТ', '32701000', '2026-12-02', '2026-12-02T17:00:00.000Z'],
  [
    'the holidays of the new year',
    '2026-12-30T03:00:00.000Z',
    'КЕМЕРОВОСТАТ',
    '32701000',
    '2027-01-13',
    '2027-01-13T17:00:00.000Z',
  ],
]

it.each(DAYS)('counts three working days over %s', async (_what, at, officeCode, oktmo, dueOn, dueAt) => {
  test.setNow(at)
  await handIn(await fill(browser, { ...BRANCH, officeCode, oktmo }, okpo))

  expect(await row()).toMatchObject({ due_on: dueOn, due_at: dueAt })
  expect(browser.text).toContain(`не позднее ${dueOn.split('-').toReversed().join('.')}`)
})

it('numbers an application by the year that the office lives in', async () => {
  test.setNow('2026-12-31T18:00:00.000Z')
  await handIn(await fill(browser, BRANCH, okpo))
  expect((await row()).number).toMatch(/^2027-\d{6}$/)
})

it('leads to the state of the application when the page is sent again later, and sends nothing', async () => {
  await fill(browser, BRANCH, okpo)
  const tab = await browser.tab().open('/registration/check')
  await browser.submit({ confirmWarnings: 'yes' }, { press: SEND })
  test.pass(3_000)
  await tab.submit({ confirmWarnings: 'yes' }, { press: SEND })

  expect(tab.url).toBe(browser.url)
  expect(tab.text).toContain('Заявка отправлена')
  const { id } = await row()
  expect(await test.db('outbox_letters').where({ application_id: id })).toHaveLength(1)
  expect(await test.db('application_submissions').where({ application_id: id })).toHaveLength(1)
})

it('sends what is stored now: an error that another tab saved meanwhile blocks it', async () => {
  await fill(browser, BRANCH, okpo)
  const tab = await browser.tab().open('/registration/general')
  await tab.submit({ inn: '1' })
  await browser.submit({ confirmWarnings: 'yes' }, { press: SEND })
  expect(browser.status).toBe(422)
  expect((await row()).status).toBe('draft')
})

it('does nothing without a token, and sends with the fresh one', async () => {
  await fill(browser, BRANCH, okpo)
  await browser.submit({ confirmWarnings: 'yes' }, { press: SEND, forge: { _csrf: '' } })
  expect(browser.status).toBe(403)
  expect((await row()).status).toBe('draft')
  await browser.submit({ confirmWarnings: 'yes' }, { press: SEND })
  expect(browser.text).toContain('Заявка отправлена')
})

it('leads to the first page when the draft is gone', async () => {
  await fill(browser, BRANCH, okpo)
  await test.db('applications').where({ okpo }).delete()
  await browser.submit({ confirmWarnings: 'yes' }, { press: SEND })
  expect(browser.url).toBe('/registration')
})
