import { createTestApp, type TestApp } from '../../support/app'
import type { Browser } from '../../support/browser'
import { buildStaff } from '../../support/builders'
import { signIn } from '../../support/sign-in'

let test_: TestApp
let admin: Browser

beforeAll(async () => {
  test_ = await createTestApp()
  const member = await buildStaff(test_.db, { role: 'system_admin', office_id: null })
  admin = await signIn(test_.app, member.login, '/office/sign-in')
})
afterAll(() => test_.destroy())

const events = async (event: string): Promise<Record<string, unknown>[]> =>
  (await test_.db('audit_log').where({ event }).orderBy('id')).map(({ details }) => JSON.parse(details))

describe('an office', () => {
  test('gets its code and mailbox, and the application form offers it by the code at once', async () => {
    await admin.open('/office/offices')
    await admin.follow('МОССТАТ')
    await admin.submit({ code: '12345678', mailbox: 'Office@example.test', exchangeCode: '77-00' })
    expect(admin.text).toContain('Данные МОССТАТ сохранены')
    expect((await test_.deps.reference.get()).officeOf('12345678')?.shortName).toBe('МОССТАТ')
    expect(await events('office.changed')).toEqual([
      {
        code: { from: null, to: '12345678' },
        exchangeCode: { from: null, to: '77-00' },
        mailbox: { from: '77@rosstat.gov.ru', to: 'office@example.test' },
      },
    ])
  })

  test('whose data are wrong is not saved: every mistake is told, what was typed stays', async () => {
    await admin.open('/office/offices/41')
    await admin.submit({
      shortName: '',
      code: '123',
      exchangeCode: '5000',
      mailbox: 'нет',
      website: 'site',
      timeZone: 'Europe/Moscow',
    })
    expect(admin.status).toBe(422)
    expect(admin.errors.map(({ field }) => field)).toEqual(['shortName', 'code', 'exchangeCode', 'mailbox', 'website'])
    expect(admin.value('code')).toBe('123')
  })

  test('cannot take the code of another', async () => {
    await admin.open('/office/offices/41')
    await admin.submit({ code: '02347699' })
    expect(admin.errors.map(({ text }) => text)).toEqual(['Такой код уже есть у другого ТОГС: проверьте оба кода'])
  })

  test('changed in two tabs: the second is told and keeps what it typed', async () => {
    await admin.open('/office/offices/54')
    const tab = await admin.tab().open('/office/offices/54')
    await admin.submit({ phone: '+7 383 000-00-01' })
    await tab.submit({ phone: '+7 383 000-00-02' })
    expect(tab.status).toBe(409)
    expect(tab.value('phone')).toBe('+7 383 000-00-02')
    expect(await test_.db('offices').where({ id: 54 }).first('phone')).toEqual({ phone: '+7 383 000-00-01' })
  })
})

test('the rule of signing is kept by type of enterprise', async () => {
  await admin.open('/office/enterprise-types')
  const only = { 'sign-entrepreneur': [], 'sign-authority': [], 'sign-branch': 'branch' }
  await admin.submit(only)
  const offered = await test_.db('enterprise_types').where({ offered_for_signing: true }).orderBy('code').pluck('code')
  expect(offered).toEqual(['branch', 'legal'])
  expect(await events('enterprise_types.changed')).toEqual([{ changed: ['entrepreneur', 'branch', 'authority'] }])
  await admin.submit(only)
  expect(await events('enterprise_types.changed')).toHaveLength(1)
})

describe('the production calendar', () => {
  test('of a new year is typed day by day, and deadlines are counted by it at once', async () => {
    await admin.open('/office/calendar')
    await admin.submit({ year: '2028' })
    await admin.submit({ status: 'official', days: '03.01 выходной\n9.01 Выходной\n\n29.12 сокращенный\n' })
    expect(admin.text).toContain('Календарь 2028 года сохранён')
    const { calendar } = await test_.deps.reference.get()
    expect(calendar.isWorkingDay('2028-01-03')).toBe(false)
    expect(calendar.isWorkingDay('2028-01-04')).toBe(true)
    await admin.follow('2028')
    expect(admin.value('days').trim()).toBe('03.01 выходной\n09.01 выходной\n29.12 сокращённый')
  })

  test.each([
    ['31.02 выходной', 'Строка «31.02 выходной»: введите день и месяц'],
    ['09.01 праздник', 'Строка «09.01 праздник»: введите день и месяц'],
    ['09.01 выходной\n9.1 рабочий', 'День 9.1 указан дважды: оставьте одну строку'],
  ])('refuses «%s» and says why', async (days, sentence) => {
    await admin.open('/office/calendar/2027')
    await admin.submit({ status: 'official', days })
    expect(admin.status).toBe(422)
    expect(admin.errors[0]?.text).toContain(sentence)
    expect(admin.value('days').trim()).toBe(days)
  })

  test('refuses a year that is none', async () => {
    await admin.open('/office/calendar')
    await admin.submit({ year: '1999' })
    expect(admin.errors.map(({ text }) => text)).toEqual(['Введите год четырьмя цифрами, от 2000 до 2099'])
    expect((await admin.open('/office/calendar/1999')).status).toBe(404)
  })

  test('changed in two tabs: the second is told', async () => {
    await admin.open('/office/calendar/2026')
    const tab = await admin.tab().open('/office/calendar/2026')
    await admin.submit({ days: `${admin.value('days').trim()}\n30.12 выходной` })
    await tab.submit({ status: 'provisional' })
    expect(tab.status).toBe(409)
    expect(await test_.db('calendar_years').where({ year: 2026 }).first('status')).toEqual({ status: 'official' })
  })
})

test.each([
  '/office/offices',
  '/office/offices/42',
  '/office/enterprise-types',
  '/office/calendar',
  '/office/calendar/2026',
])('%s is for the administrator of the system alone', async url => {
  for (const role of ['specialist', 'office_admin']) {
    const browser = await signIn(test_.app, (await buildStaff(test_.db, { role })).login, '/office/sign-in')
    expect((await browser.open(url)).status).toBe(404)
  }
})
