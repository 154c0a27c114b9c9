import request from 'supertest'
import { verifyPassword } from '../../../src/features/accounts/passwords'
import { createTestApp, type TestApp } from '../../support/app'
import { begin, FREE_OKPO, GENERAL, send } from '../../support/applicant'
import { Browser } from '../../support/browser'
import { buildOrganisation } from '../../support/builders'

/*
 * What «Общая информация» does with what is typed: keeps it, compares it, shows it to nobody else.
 */

let test: TestApp
let browser: Browser
beforeAll(async () => {
  test = await createTestApp()
})
afterAll(() => test.destroy())
beforeEach(async () => {
  await test.db('application_counts').delete()
  await test.db('applications').delete()
  browser = await begin(new Browser(test.app))
})

const NEXT = '/registration/certificates'
const newestForm = async () => JSON.parse((await test.db('applications').orderBy('id', 'desc').first('form')).form)

const KEPT: [what: string, field: string, typed: string][] = [
  ['spaces at both ends', 'shortName', '  ООО «Пример»  '],
  ['quotation marks', 'shortName', `"'«»&quot;`],
  ['tags', 'headName', '</textarea><script>alert(1)</script><b>Иванов</b>'],
  ['tags in several lines', 'note', '</textarea><script>alert(1)</script>\nвторая строка'],
  ['template signs', 'fullName', '{{ okpo }}{% raw %}'],
  ['a line end at the beginning', 'note', '\n\nтретья строка'],
  ['a code that is in no list', 'okfs', '<99'],
]

it.each(KEPT)('keeps %s as typed, on the page and in the draft', async (_what, field, typed) => {
  await browser.submit({ [field]: typed })
  expect(browser.status).toBe(422)
  expect(browser.value(field)).toBe(typed)
  await browser.open('/registration/general')

  expect(browser.value(field)).toBe(typed)
  expect(browser.$('script, main b').length).toBe(0)
  expect((await newestForm()).general[field]).toBe(typed)
})

it('saves what is wrong too when the person goes to another tab, and says nothing of it before', async () => {
  await browser.submit({ inn: '123', email: 'нет' }, { press: 'Контакты' })

  expect(browser.url).toBe('/registration/contacts')
  await browser.follow('Общая информация Есть ошибки')
  expect(browser.value('inn')).toBe('123')
  expect(browser.value('email')).toBe('нет')
  expect(browser.$('#inn-error').text()).toContain('ИНН состоит из 10 цифр')
})

it('goes to the next tab when the one that was asked for does not exist', async () => {
  await browser.submit({ inn: '123' }, { forge: { go: '//evil.example' } })
  expect(browser.url).toBe(NEXT)
  await browser.open('/registration/general')
  expect(browser.value('inn')).toBe('123')
})

it('shows errors of the password in their place between the office and the note', async () => {
  await browser.submit({ ...GENERAL, officeCode: '', note: 'я'.repeat(1001), password: 'x', passwordRepeat: 'y' })

  expect(browser.errors.map(({ field }) => field)).toEqual(['officeCode', 'password', 'passwordRepeat', 'note'])
  for (const { field } of browser.errors) expect(browser.$(`#${field}`).length).toBe(1)
  expect(browser.$('#password').attr('value')).toBeUndefined()
  expect(browser.$('#passwordRepeat').attr('value')).toBeUndefined()
})

it('refuses a password with the e-mail address in it and stores nothing of it', async () => {
  await browser.submit({
    ...GENERAL,
    password: 'My-Office@primer.example-1',
    passwordRepeat: 'My-Office@primer.example-1',
  })

  expect(browser.errors).toEqual([
    {
      field: 'password',
      text: 'Пароль не должен содержать ОКПО или адрес электронной почты: придумайте другой или сгенерируйте его',
    },
  ])
  expect(await test.db('applications').first('password_hash')).toEqual({ password_hash: null })
})

it('stores the generated password only when the page is saved; it is the one that was shown', async () => {
  await browser.submit({ ...GENERAL, password: '', passwordRepeat: '' }, { press: 'Сгенерировать' })
  const shown = browser.$('#generated .app-code').text()

  expect(browser.value('shortName')).toBe(GENERAL.shortName)
  expect(browser.value('passwordRepeat')).toBe(shown)
  expect(browser.headers['cache-control']).toBe('no-store')
  expect(await test.db('applications').first('password_hash')).toEqual({ password_hash: null })
  await browser.submit()
  const { password_hash: hash } = await test.db('applications').first('password_hash')
  expect(await verifyPassword(hash, shown)).toBe(true)
  expect(JSON.stringify(await newestForm())).not.toContain(shown)
  expect(test.logged.join('')).not.toContain(shown)
})

it('tells in words what another tab stored in lists and choices, and asks for the password again', async () => {
  await browser.submit({ ...GENERAL })
  const one = await browser.tab().open('/registration/general')
  const two = await browser.tab().open('/registration/general')
  await two.submit({ enterpriseType: 'branch', okopf: '30002', subsidiary: 'yes', farNorth: 'equated', note: 'Два' })
  await one.submit({ note: '', password: 'Drugoy-parol-77', passwordRepeat: 'Drugoy-parol-77' })

  expect(one.status).toBe(409)
  const notices = Object.fromEntries(
    one
      .$('.app-notice-message')
      .toArray()
      .map(notice => [
        one.$(notice).attr('id'),
        one
          .$(notice)
          .text()
          .replace(/^.*?: /, ''),
      ]),
  )
  expect(notices).toEqual({
    'enterpriseType-notice': 'В другой вкладке сохранено: «Территориально обособленное структурное подразделение»',
    'okopf-notice': expect.stringMatching(/«30002 – Филиалы/),
    'farNorth-notice': 'В другой вкладке сохранено: «Местность, приравненная к районам Крайнего Севера»',
    'subsidiary-notice': 'В другой вкладке сохранено: «Да»',
    'note-notice': 'В другой вкладке сохранено: «Два»',
  })
  expect(one.text).toContain('Пароль введите ещё раз.')
  expect(one.html).not.toContain('Drugoy-parol-77')
})

it('warns of the check digit of the ОКПО, at the number and in the protocol', async () => {
  const other = await begin(new Browser(test.app), '00000011')
  await other.submit({ ...GENERAL })
  expect(other.url).toBe(NEXT)
  await other.open('/registration/general')

  expect(other.text).toContain('Контрольная цифра ОКПО не сходится: сверьте номер с уведомлением Росстата')
  await other.open('/registration/check')
  expect(other.$('.app-findings--warning a[href="/registration/general#okpo"]').length).toBe(1)
})

it('warns of every difference from the register and lets it pass', async () => {
  await buildOrganisation(test.db, {
    okpo: '00136352',
    short_name: 'АО «Из реестра»',
    inn: '7706107510',
    office_id: 77,
  })
  const other = await begin(new Browser(test.app), '00136352')
  expect(other.value('shortName')).toBe('АО «Из реестра»')
  await other.submit({ ...GENERAL })
  expect(other.url).toBe(NEXT)
  await other.open('/registration/general')

  expect(other.$('#shortName-warning').text()).toContain('отличается от данных реестра («АО «Из реестра»»)')
  expect(other.$('#inn-warning').text()).toContain('отличается от данных реестра («7706107510»)')
  expect(other.$('#officeCode-warning').text()).toContain('МОССТАТ')
})

it('warns of a code that was closed', async () => {
  await test.db('classifier_codes').where({ classifier: 'okfs', code: '16' }).update({ valid_to: '2025-12-31' })
  test.pass(120_000)
  await browser.submit({ ...GENERAL })
  await browser.open('/registration/general')

  expect(browser.$('#okfs-warning').text()).toContain('Код 16 («ОКФС») больше не действует')
  await test.db('classifier_codes').where({ classifier: 'okfs', code: '16' }).update({ valid_to: null })
  test.pass(120_000)
})

it.each([
  ['missing', { _csrf: '' }],
  ['of nobody', { _csrf: 'abcdefgh-1234567890abcdefghijklmnop' }],
])('keeps everything typed when the token is %s, and what was stored is still compared', async (_what, forge) => {
  await browser.submit({ ...GENERAL, note: '  как есть ' }, { forge })

  expect(browser.status).toBe(403)
  expect(browser.value('note')).toBe('  как есть ')
  expect(browser.$('input[name=enterpriseType]:checked').val()).toBe('legal')
  expect(browser.html).not.toContain(GENERAL.password)
  expect((await newestForm()).general.note).toBe('')
  const two = await browser.tab().open('/registration/general')
  await two.submit({ note: 'из другой' })
  await browser.submit()
  expect(browser.status).toBe(409)
})

describe('A draft', () => {
  const ways = [
    '/registration/general',
    NEXT,
    '/registration/contacts',
    '/registration/contacts/new',
    '/registration/check',
    '/registration/link',
  ]
  const cookies = ['', 'draft=1.abc', `draft=1.${'A'.repeat(43)}`, 'draft=%00', `draft=${'x'.repeat(5000)}`]

  const leadsTo = async (way: string, cookie: string): Promise<string | undefined> =>
    (await request(test.app).get(way).set('Cookie', cookie)).headers.location

  it.each(ways)('of nobody leads from %s to the first page, whatever the cookie says', async way => {
    for (const cookie of cookies) expect(await leadsTo(way, cookie)).toBe('/registration')
  })

  it('is opened by the seal of its own number only', async () => {
    const { id } = await test.db('applications').first('id')
    const own = /draft=([^;]+)/.exec(browser.cookies)?.[1] ?? ''
    const other = own.replace(/^[^.]+/, (id + 1).toString(36))
    expect(await leadsTo('/registration/general', `draft=${own}`)).toBeUndefined()
    expect(await leadsTo('/registration/general', `draft=${other}`)).toBe('/registration')
  })

  it('that was sent in another tab leads to its state, and nothing of it changes', async () => {
    const tab = await browser.tab().open('/registration/general')
    await send(browser)
    const before = await newestForm()
    await tab.submit({ shortName: 'Поздно' })

    expect(tab.url).toMatch(/^\/registration\/status\//)
    expect(await newestForm()).toEqual(before)
  })

  it('lives thirty days to the second', async () => {
    test.pass(30 * 86_400_000)
    await browser.open('/registration/general')
    expect(browser.heading).toBe('Общая информация')
    test.pass(1000)
    await browser.open('/registration/general')
    expect(browser.url).toBe('/registration')
    await begin(browser, FREE_OKPO)
    expect(await test.db('applications')).toHaveLength(2)
  })
})

it('sends the link to a draft three times an hour and no more, and floods no mailbox', async () => {
  const ask = async (tab: Browser, email: string): Promise<number> => {
    await tab.open('/registration/link')
    test.pass(1000)
    await tab.submit({ email })
    return tab.status
  }
  const counted = () => test.db('outbox_letters').where({ kind: 'draft_link' })
  for (const email of ['a@primer.example', 'b@primer.example', 'A@Primer.example'])
    expect(await ask(browser, email)).toBe(200)
  expect(await ask(browser, 'c@primer.example')).toBe(429)
  expect(browser.errors[0]?.text).toMatch(/^Ссылку уже отправляли несколько раз: проверьте почту/)
  expect(Number(browser.headers['retry-after'])).toBeGreaterThan(3000)
  expect(browser.value('email')).toBe('c@primer.example')
  expect(await counted()).toHaveLength(3)

  const answers: number[] = []
  for (let count = 0; count < 4; count++)
    answers.push(await ask(await begin(new Browser(test.app), '00083262'), 'a@primer.example'))
  expect(answers).toEqual([200, 200, 200, 429])
  expect(await test.db('audit_log').where({ event: 'application.link_sent' })).toHaveLength(6)
})

it('asks for an address before it sends the link', async () => {
  await browser.open('/registration/link')
  await browser.submit({ email: '' })

  expect(browser.status).toBe(422)
  expect(browser.errors).toEqual([{ field: 'email', text: 'Введите адрес электронной почты' }])
})
