import type { SentApplication } from '../../../src/features/applications/application'
import { sealToken } from '../../../src/http/sealed-link'
import { createTestApp, type TestApp } from '../../support/app'
import { GENERAL, handIn } from '../../support/applicant'
import { buildApplication, CONTACT } from '../../support/application-builder'
import { Browser } from '../../support/browser'
import { buildStaff } from '../../support/builders'
import { aCertificate } from '../../support/certificates'

/*
 * «Состояние заявки»: who finds it, what it says, how a returned application comes back, how one is withdrawn.
 */

let test: TestApp
let browser: Browser
let staff: number
beforeAll(async () => {
  test = await createTestApp()
  staff = (await buildStaff(test.db)).id
})
afterAll(() => test.destroy())
beforeEach(async () => {
  await test.db('rate_limits').delete()
  browser = new Browser(test.app)
})

const SECRET = 'a-secret-for-tests-only-0123456789abcdef'
const address = ({ id }: SentApplication) => `/registration/status/${sealToken(SECRET, 'follow', id)}`

const search = async (number: string, email: string = GENERAL.email as string): Promise<Browser> => {
  await browser.open('/registration/status')
  return browser.submit({ number, email })
}

const setStatus = (id: number, status: string, more: object = {}) =>
  test
    .db('applications')
    .where({ id })
    .update({ status, ...more })

/** Returned by a specialist, with these remarks. */
const returned = async (application: SentApplication, remarks: Record<string, string>): Promise<void> => {
  await setStatus(application.id, 'returned')
  await test.db('application_counts').where({ office_id: 42, status: 'submitted' }).decrement('total', 1)
  await test
    .db('application_counts')
    .insert({ office_id: 42, status: 'returned', total: 1 })
    .onConflict(['office_id', 'status'])
    .merge()
  await test.db('application_remarks').insert(
    Object.entries(remarks).map(([field, text]) => ({
      application_id: application.id,
      sequence: application.submissions,
      field,
      text,
      staff_id: staff,
      created_at: '2026-11-23T06:00:00.000Z',
    })),
  )
}

describe('An application is found', () => {
  it.each<[string, (number: string) => [string, string]]>([
    ['as the letter writes both', number => [number, GENERAL.email as string]],
    ['with the sign № and spaces', number => [` № ${number} `, ' office@primer.example ']],
    ['with another dash', number => [number.replace('-', '–'), GENERAL.email as string]],
    ['in capitals', number => [number, 'OFFICE@Primer.Example']],
  ])('by number and e-mail, %s', async (_how, typed) => {
    const application = await buildApplication(test.deps)
    await search(...typed(application.number))

    expect(browser.url).toBe(address(application))
    expect(browser.text).toContain(application.number)
  })

  it('by an address with a Cyrillic domain in either writing', async () => {
    const { number } = await buildApplication(test.deps, { general: { email: 'otchet@пример.рф' } })
    for (const email of ['otchet@пример.рф', 'OTCHET@xn--e1afmkfd.xn--p1ai']) {
      await search(number, email)
      expect(browser.status).toBe(200)
      expect(browser.text).toContain(number)
    }
  })

  it('by the link, whoever opens it, and neither a cache nor another site learns of it', async () => {
    const application = await buildApplication(test.deps)
    await browser.open(address(application))

    expect(browser.text).toContain('Отправлена')
    expect(browser.headers['cache-control']).toBe('no-store')
    expect(browser.headers['referrer-policy']).toBe('same-origin')
  })
})

const NOT_FOUND =
  'Заявка с таким номером и адресом электронной почты не найдена: проверьте оба значения по письму о приёме заявки'

describe('An application is not found', () => {
  it('by a wrong address or a wrong number, and both are told in the same words', async () => {
    const { number } = await buildApplication(test.deps)
    const pairs: [number: string, email: string][] = [
      [number, 'other@primer.example'],
      ['2026-999999', GENERAL.email as string],
    ]
    for (const pair of pairs) {
      await search(...pair)
      expect(browser.status).toBe(422)
      expect(browser.errors).toEqual([{ field: 'number', text: NOT_FOUND }])
      expect([browser.value('number'), browser.value('email')]).toEqual(pair)
    }
  })

  it('by what is no number and no address', async () => {
    await search('абв', 'нет')
    expect(browser.status).toBe(422)
    expect(browser.errors).toEqual([
      { field: 'number', text: 'Введите номер заявки из письма, например 2026-000123' },
      { field: 'email', text: 'Введите один адрес электронной почты, в нём один знак @, например otchet@example.ru' },
    ])
  })

  it('by guessing: the address is stopped too, whatever numbers it tries', async () => {
    for (let guess = 0; guess < 30; guess++) await search(`2026-${900_000 + guess}`)
    expect(browser.status).toBe(422)
    await search('2026-900100')
    expect(browser.status).toBe(429)
    expect(browser.errors[0]?.text).toMatch(/^Слишком много попыток найти заявку/)
    expect(Number(browser.headers['retry-after'])).toBeGreaterThan(0)
    expect(browser.value('number')).toBe('2026-900100')
  })

  it('but whoever knows it may look as often as they like at one number', async () => {
    const { number } = await buildApplication(test.deps)
    for (let count = 0; count < 15; count++) await search(number)
    expect(browser.status).toBe(200)
  })

  it('by a link that is forged, changed, cut or of a draft', async () => {
    const application = await buildApplication(test.deps)
    const token = sealToken(SECRET, 'follow', application.id)
    const [, seal = ''] = token.split('.')
    const forged = [
      token.slice(0, -1),
      `${token}A`,
      `${(application.id + 1).toString(36)}.${seal}`,
      `${application.id.toString(36)}.${'A'.repeat(43)}`,
      `0${token}`,
      sealToken(SECRET, 'draft', application.id),
      sealToken(SECRET, 'follow', 999_999),
      'x',
      '%00',
    ]
    for (const wrong of forged)
      for (const way of ['', '/correct', '/withdraw']) {
        await browser.open(`/registration/status/${wrong}${way}`)
        expect(`${wrong}${way} ${browser.status}`).toBe(`${wrong}${way} 404`)
      }
  })

  it('as long as it is a draft', async () => {
    const application = await buildApplication(test.deps)
    await test.db('application_submissions').where({ application_id: application.id }).delete()
    await setStatus(application.id, 'draft')
    await browser.open(address(application))
    expect(browser.status).toBe(404)
  })
})

describe('A returned application', () => {
  const REMARKS = { inn: 'Сверьте ИНН', application: 'Приложите <b>устав</b>' }

  it('shows the remarks beside what they are about, on every tab', async () => {
    const application = await buildApplication(test.deps, { contacts: [CONTACT], certificates: [await aCertificate()] })
    const { certificate_id: certificate } = await test
      .db('application_certificates')
      .where({ application_id: application.id })
      .first()
    const key = application.form.contacts[0]?.key
    await returned(application, {
      ...REMARKS,
      [`contact-${key}`]: 'Кто это?',
      [`certificate-${certificate}`]: 'Не тот',
    })
    await browser.open(address(application))
    for (const said of [
      'ИНН: Сверьте ИНН',
      'Заявка в целом: Приложите <b>устав</b>',
      'Контакт: Кто это?',
      'Сертификаты: Не тот',
    ])
      expect(browser.text).toContain(said)

    await browser.follow('Исправить заявку')
    expect(browser.url).toBe('/registration/general')
    expect(browser.$('#inn-notice').text()).toContain('Замечание специалиста: Сверьте ИНН')
    expect(browser.text).toContain('Замечание специалиста: Приложите <b>устав</b>')
    await browser.open('/registration/certificates')
    expect(browser.$(`#certificate-${certificate}`).text()).toContain('Замечание специалиста: Не тот')
    await browser.open('/registration/contacts')
    expect(browser.$(`#contact-${key}`).text()).toContain('Замечание специалиста: Кто это?')
    await browser.follow('Изменить контакт: Петров Пётр Петрович')
    expect(browser.text).toContain('Замечание специалиста: Кто это?')
  })

  it('is corrected and sent again under its number, with a second letter and a new deadline', async () => {
    const application = await buildApplication(test.deps)
    await returned(application, REMARKS)
    test.pass(7 * 86_400_000)
    await browser.open(address(application))
    await browser.follow('Исправить заявку')
    await browser.submit({ shortName: 'ООО «Исправлено»' })
    expect(browser.url).toBe('/registration/certificates')
    await browser.open('/registration/check')
    await handIn(browser)

    expect(browser.url).toBe(address(application))
    expect(browser.text).toContain('Заявка исправлена и отправлена снова')
    expect(browser.text).not.toContain('Сверьте ИНН')
    expect(await test.db('applications').where({ id: application.id }).first()).toMatchObject({
      status: 'submitted',
      number: application.number,
      submissions: 2,
      short_name: 'ООО «Исправлено»',
      due_on: '2026-12-03',
    })
    const sequences = await test
      .db('application_submissions')
      .where({ application_id: application.id })
      .orderBy('sequence')
    expect(sequences.map(({ sequence, form }) => [sequence, JSON.parse(form).general.shortName])).toEqual([
      [1, GENERAL.shortName],
      [2, 'ООО «Исправлено»'],
    ])
    const letters = await test.db('outbox_letters').where({ application_id: application.id })
    expect(letters.map(({ subject }) => subject)).toEqual([
      `Заявка на регистрацию № ${application.number} отправлена снова`,
    ])
    test.pass(-7 * 86_400_000)
  })

  it('moves to the counts of another office when it is sent there', async () => {
    const application = await buildApplication(test.deps)
    await returned(application, REMARKS)
    const count = async (office_id: number, status: string) =>
      (await test.db('application_counts').where({ office_id, status }).first('total'))?.total ?? 0
    const [away, here] = [await count(42, 'returned'), await count(54, 'submitted')]
    await browser.open(`${address(application)}/correct`)
    await browser.submit({ officeCode: 'НОВОСИБИРСКСТАТ' })
    await browser.open('/registration/check')
    await handIn(browser)

    expect(browser.text).toContain('НОВОСИБИРСКСТАТ')
    expect([await count(42, 'returned'), await count(54, 'submitted')]).toEqual([away - 1, here + 1])
  })

  it('does not run out as a draft does', async () => {
    const application = await buildApplication(test.deps)
    await returned(application, REMARKS)
    test.pass(60 * 86_400_000)
    await browser.open(`${address(application)}/correct`)
    expect(browser.heading).toBe('Общая информация')
    test.pass(-60 * 86_400_000)
  })

  it('is the only one that can be corrected', async () => {
    const application = await buildApplication(test.deps)
    await browser.open(`${address(application)}/correct`)
    expect(browser.url).toBe(address(application))
    await browser.open('/registration/general')
    expect(browser.url).toBe('/registration')
  })
})

describe('Withdrawing', () => {
  const events = (id: number) =>
    test.db('audit_log').where({ subject_kind: 'application', subject_id: id, event: 'application.withdrawn' })

  it('asks first and leads back on second thoughts', async () => {
    const application = await buildApplication(test.deps)
    await browser.open(address(application))
    await browser.follow('Отозвать заявку')
    expect(browser.heading).toBe(`Отозвать заявку № ${application.number}?`)
    await browser.follow('Не отзывать, вернуться')
    expect(browser.url).toBe(address(application))
    expect(await events(application.id)).toEqual([])
  })

  it('happens once, however often it is confirmed', async () => {
    const application = await buildApplication(test.deps)
    await browser.open(`${address(application)}/withdraw`)
    const tabs = [browser, await browser.tab().open(browser.url), await browser.tab().open(browser.url)]
    await Promise.all(tabs.slice(0, 2).map(tab => tab.submit({}, { press: 'Отозвать заявку' })))
    await tabs[2]?.submit({}, { press: 'Отозвать заявку' })

    for (const tab of tabs) expect([tab.status, tab.url]).toEqual([200, address(application)])
    expect(tabs[2]?.text).toContain('Отозвана заявителем')
    expect(await events(application.id)).toHaveLength(1)
    expect(browser.text).not.toContain('Исправить заявку')
  })

  it.each([
    ['approved', 'Одобрена'],
    ['rejected', 'Отклонена'],
  ])('after it was %s is a conflict in words', async (status, name) => {
    const application = await buildApplication(test.deps)
    await browser.open(`${address(application)}/withdraw`)
    await setStatus(application.id, status, { decided_at: '2026-11-23T07:00:00.000Z', decided_by: staff })
    await browser.submit({}, { press: 'Отозвать заявку' })

    expect(browser.status).toBe(409)
    expect(browser.text).toContain(`Состояние заявки уже изменилось: «${name}». Действие не выполнено.`)
    expect(await events(application.id)).toEqual([])
    await browser.open(`${address(application)}/withdraw`)
    expect(browser.url).toBe(address(application))
  })

  it('without a token does nothing until it is confirmed again', async () => {
    const application = await buildApplication(test.deps)
    await browser.open(`${address(application)}/withdraw`)
    await browser.submit({}, { press: 'Отозвать заявку', forge: { _csrf: '' } })
    expect(browser.status).toBe(403)
    expect(await events(application.id)).toEqual([])
    await browser.submit({}, { press: 'Отозвать заявку' })
    expect(browser.text).toContain('Заявка отозвана.')
  })

  it('frees the ОКПО for another application', async () => {
    const application = await buildApplication(test.deps)
    await browser.open(`${address(application)}/withdraw`)
    await browser.submit({}, { press: 'Отозвать заявку' })
    await browser.follow('подайте новую заявку')
    await browser.submit({ okpo: application.okpo })
    expect(browser.heading).toBe('Общая информация')
  })
})

it('logged no token, no address and no error', () => {
  expect(test.logged.filter(line => /"level":(50|60)/.test(line))).toEqual([])
  expect(test.logged.join('')).not.toMatch(/primer\.example|[\w-]{43}/)
})
