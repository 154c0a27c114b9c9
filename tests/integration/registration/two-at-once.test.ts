import { createHash } from 'node:crypto'
import request from 'supertest'
import { createTestApp, type TestApp } from '../../support/app'
import { begin, fill, GENERAL } from '../../support/applicant'
import { Browser } from '../../support/browser'
import { buildAccount } from '../../support/builders'

/*
 * Two tabs, two people, a double click, a form that is sent again, a page that was open overnight.
 */

let test: TestApp
beforeEach(async () => {
  test = await createTestApp()
})
afterEach(() => test.destroy())

it('does not let one tab overwrite what the other saved without a word', async () => {
  const one = await begin(new Browser(test.app))
  const two = one.tab()
  await two.open('/registration/general')
  await two.submit({ shortName: 'Из второй вкладки' })
  await one.submit({ shortName: 'Из первой вкладки' })

  expect(one.status).toBe(409)
  expect(one.value('shortName')).toBe('Из первой вкладки')
  expect(one.text).toContain('В другой вкладке сохранено: «Из второй вкладки»')
  expect(await shortName()).toBe('Из второй вкладки')

  await one.submit()
  expect(await shortName()).toBe('Из первой вкладки')
})

/** A branch is not offered signing: its application is sent from «Проверка и отправка» itself. */
const OKPO = '48724475000001'
const fillBranch = (browser: Browser) => fill(browser, { enterpriseType: 'branch', ogrn: '', okopf: '30002' }, OKPO)

const shortName = async (): Promise<string> =>
  JSON.parse((await test.db('applications').first('form')).form).general.shortName

it('minds no second tab that saves the same', async () => {
  const one = await begin(new Browser(test.app))
  const two = one.tab()
  await two.open('/registration/general')
  await two.submit({ ...GENERAL, password: '', passwordRepeat: '' })
  await one.submit({ ...GENERAL, password: '', passwordRepeat: '' })
  expect(one.status).toBe(422)
})

it('makes one application and one letter of a double click', async () => {
  const browser = await fillBranch(new Browser(test.app))
  const press = () =>
    request(test.app)
      .post('/registration/check')
      .set('Cookie', browser.cookies)
      .type('form')
      .send({ _csrf: browser.value('_csrf'), confirmWarnings: 'yes' })
  const answers = await Promise.all([press(), press(), press()])

  expect(answers.map(({ status }) => status)).toEqual([303, 303, 303])
  expect(new Set(answers.map(({ headers }) => headers.location)).size).toBe(1)
  expect(await test.db('application_submissions')).toHaveLength(1)
  expect(await test.db('outbox_letters')).toHaveLength(1)
  expect(await test.db('audit_log').where({ event: 'application.submitted' })).toHaveLength(1)
  expect(await test.db('application_counts').where({ office_id: 42, status: 'submitted' }).first('total')).toEqual({
    total: 1,
  })
  const { xml, xml_sha256: sha256 } = await test.db('application_submissions').first('xml', 'xml_sha256')
  expect(createHash('sha256').update(xml).digest('hex')).toBe(sha256)
})

it('lets one of two drafts of the same ОКПО be sent, and tells the other', async () => {
  const [one, two] = [await fillBranch(new Browser(test.app)), await fillBranch(new Browser(test.app))]
  const press = (browser: Browser) =>
    browser.submit({ confirmWarnings: 'yes' }, { press: 'Отправить заявку на регистрацию' })
  await Promise.all([press(one), press(two)])

  expect([one.status, two.status].toSorted((a, b) => a - b)).toEqual([200, 409])
  const loser = one.status === 409 ? one : two
  expect(loser.errors[0]?.text).toContain('уже отправлена')
  await loser.open('/registration/general')
  expect(loser.value('shortName')).toBe(GENERAL.shortName)
})

it('tells when the organisation was registered while the application was being filled', async () => {
  const browser = await fillBranch(new Browser(test.app))
  await buildAccount(test.db, { organisation: { okpo: OKPO } })
  await browser.submit({ confirmWarnings: 'yes' }, { press: 'Отправить заявку на регистрацию' })

  expect(browser.status).toBe(409)
  expect(browser.errors[0]?.text).toContain('уже зарегистрирована в системе')
})

it('keeps everything typed on a page whose token ran out, and saves it with the fresh one', async () => {
  const browser = await begin(new Browser(test.app))
  await test.db('sessions').delete()
  await browser.submit({ ...GENERAL })

  expect(browser.status).toBe(403)
  expect(browser.text).toContain('Страница была открыта слишком долго')
  for (const name of ['shortName', 'inn', 'email', 'officeCode']) expect(browser.value(name)).toBe(GENERAL[name])
  expect(await shortName()).toBe('')

  await browser.submit({ password: GENERAL.password ?? '', passwordRepeat: GENERAL.password ?? '' })
  expect(browser.url).toBe('/registration/certificates')
  expect(await shortName()).toBe(GENERAL.shortName)
})

it('never prints or stores the password, and keeps it when the fields stay empty', async () => {
  const browser = await begin(new Browser(test.app))
  await browser.submit({ ...GENERAL, inn: 'x' })
  expect(browser.html).not.toContain(GENERAL.password)
  const { password_hash: hash, form } = await test.db('applications').first('password_hash', 'form')
  expect(hash).toMatch(/^\$argon2id\$/)
  expect(form).not.toContain(GENERAL.password)

  await browser.submit({ inn: GENERAL.inn ?? '' })
  expect(browser.url).toBe('/registration/certificates')
  expect(await test.db('applications').first('password_hash')).toEqual({ password_hash: hash })
})

it('generates a password that it shows once and takes', async () => {
  const browser = await begin(new Browser(test.app))
  await browser.submit({ ...GENERAL, password: '', passwordRepeat: '' }, { press: 'Сгенерировать' })
  const shown = browser.$('#generated .app-code').text()
  expect(browser.value('password')).toBe(shown)
  await browser.submit()
  expect(browser.url).toBe('/registration/certificates')
  await browser.open('/registration/general')
  expect(browser.html).not.toContain(shown)
})

it('brings the draft back on another device by the link of the letter, for thirty days', async () => {
  const browser = await begin(new Browser(test.app))
  await browser.submit(
    { shortName: 'Начато дома' },
    { press: 'Отправить ссылку на заявку по почте и продолжить позже' },
  )
  await browser.submit({ email: 'me@primer.example' })
  expect(browser.text).toContain('Ссылка на заявку отправлена')
  const { body } = await test.db('outbox_letters').where({ kind: 'draft_link' }).first('body')
  const path = new URL(/http\S+/.exec(body)?.[0] ?? '').pathname

  const elsewhere = await new Browser(test.app).open(path)
  expect(elsewhere.value('shortName')).toBe('Начато дома')
  expect((await new Browser(test.app).open(`${path.slice(0, -1)}x`)).status).toBe(404)

  test.pass(31 * 86_400_000)
  expect((await new Browser(test.app).open(path)).status).toBe(404)
  await elsewhere.open('/registration/general')
  expect(elsewhere.url).toBe('/registration')
})

it('slows down whoever guesses numbers of applications', async () => {
  const browser = await new Browser(test.app).open('/registration/status')
  for (let guess = 0; guess < 10; guess++)
    await browser.submit({ number: '2026-000001', email: `a${guess}@example.ru` })
  expect(browser.status).toBe(422)
  await browser.submit({ number: '2026-000001', email: 'last@example.ru' })
  expect(browser.status).toBe(429)
  expect(Number(browser.headers['retry-after'])).toBeGreaterThan(0)
})

it('refuses a year without a calendar loudly instead of promising a wrong day', async () => {
  const browser = await fillBranch(new Browser(test.app))
  await test.db('calendar_years').delete()
  test.pass(120_000)
  await browser.submit({ confirmWarnings: 'yes' }, { press: 'Отправить заявку на регистрацию' })
  expect(browser.status).toBe(500)
  expect(await test.db('applications').first('status')).toEqual({ status: 'draft' })
})
