import { createTestApp, type TestApp } from '../../support/app'
import type { Browser } from '../../support/browser'
import { buildStaff } from '../../support/builders'
import { signIn } from '../../support/sign-in'

let test_: TestApp
let specialist: Browser
let central: Browser
let staffId: number
let made = 0

/** An application sent at this moment; hours to the decision, if there was one. */
const sent = async (at: string, row: { hours?: number; [column: string]: unknown }): Promise<void> => {
  const { hours, ...given } = row
  made += 1
  const decided = hours === undefined ? null : new Date(Date.parse(at) + hours * 3_600_000).toISOString()
  await test_.db('applications').insert({
    form: '{}',
    okpo: String(10_000_000 + made),
    register_state: 'absent',
    number: `2026-${String(made).padStart(6, '0')}`,
    office_id: 42,
    enterprise_type: 'legal',
    short_name: 'Образец',
    search_name: 'образец',
    email: 'a@example.test',
    inn: '4205000000',
    status: decided === null ? 'submitted' : 'approved',
    submissions: 1,
    submitted_at: at,
    due_on: '2026-11-05',
    due_at: '2026-11-05T17:00:00.000Z',
    decided_at: decided,
    decided_by: decided === null ? null : staffId,
    created_at: at,
    updated_at: at,
    ...given,
  })
}

beforeAll(async () => {
  test_ = await createTestApp()
  const member = await buildStaff(test_.db)
  staffId = member.id
  specialist = await signIn(test_.app, member.login, '/office/sign-in')
  const admin = await buildStaff(test_.db, { role: 'system_admin', office_id: null })
  central = await signIn(test_.app, admin.login, '/office/sign-in')
  const reason = await test_.db('rejection_reasons').orderBy('position').first('code')
  for (const hours of [1, 2, 3, 4, 5, 6, 7, 8, 9, 100]) await sent('2026-11-02T05:00:00.000Z', { hours })
  await sent('2026-11-03T05:00:00.000Z', { hours: 10, status: 'rejected', reason_code: reason.code })
  await sent('2026-11-03T05:00:00.000Z', { submissions: 2 })
  // Already the 4th in Kemerovo, the 3rd in Moscow.
  await sent('2026-11-03T20:00:00.000Z', { hours: 1 })
  await sent('2026-11-03T05:00:00.000Z', { hours: 5, office_id: 77 })
})
afterAll(() => test_.destroy())

const cells = (browser: Browser, table: string): string[][] =>
  browser
    .$('table')
    .filter((_, element) => browser.$(element).find('caption').text().trim() === table)
    .find('tbody tr')
    .toArray()
    .map(row =>
      browser
        .$(row)
        .find('th,td')
        .toArray()
        .map(cell => browser.$(cell).text().trim()),
    )

describe('the page of workload', () => {
  test('counts what was sent by day of the office, what became of it, and how long it took', async () => {
    await specialist.open('/office/workload?from=01.11.2026&until=10.11.2026')
    expect(cells(specialist, 'Заявки по дням')).toEqual([
      ['02.11.2026', '10'],
      ['03.11.2026', '2'],
      ['04.11.2026', '1'],
    ])
    expect(cells(specialist, 'Решения и сроки')).toEqual([
      ['02347699 – КЕМЕРОВОСТАТ', '13', '11 (85 %)', '1 (8 %)', '1 (8 %)', '1', '2 (15 %)', '5 ч', '10 ч'],
    ])
    expect(cells(specialist, 'Причины отказа').map(([, total]) => total)).toEqual(['1'])
    expect(specialist.$('svg rect')).toHaveLength(10)
  })

  test('shows every office to the administrator of the system, and days of Moscow', async () => {
    await central.open('/office/workload?from=01.11.2026&until=10.11.2026')
    expect(cells(central, 'Решения и сроки').map(([office, total]) => [office, total])).toEqual([
      ['02347699 – КЕМЕРОВОСТАТ', '13'],
      ['№ 77 – МОССТАТ', '1'],
    ])
    expect(cells(central, 'Заявки по дням')).toEqual([
      ['02.11.2026', '10'],
      ['03.11.2026', '4'],
    ])
  })

  test('says that it is counting when that takes longer than a page may, and looks again', async () => {
    const { soon } = test_.deps.slowReads
    test_.deps.slowReads.soon = () => Promise.resolve(undefined)
    await specialist.open('/office/workload?from=01.10.2026&until=10.11.2026')
    expect(specialist.text).toContain('Идёт подсчёт заявок, отправленных с 01.10.2026 по 10.11.2026')
    expect(specialist.headers.refresh).toBe('3')
    test_.deps.slowReads.soon = soon
    await specialist.follow('Обновить сейчас')
    expect(cells(specialist, 'Решения и сроки')).toHaveLength(1)
  })

  test('is exported as a table', async () => {
    await specialist.open('/office/workload.csv?from=01.11.2026&until=10.11.2026')
    expect(specialist.html).toContain('02347699 – КЕМЕРОВОСТАТ;13;11;1;1;1;2;5;10')
    expect(specialist.html).not.toContain('МОССТАТ')
  })

  test('says what is wrong with the days and keeps them as they were typed', async () => {
    await specialist.open('/office/workload?from=10.11.2026&until=01.11.2026')
    expect(specialist.status).toBe(422)
    expect(specialist.errors.map(({ text }) => text)).toEqual(['Первый день позже последнего: поменяйте их местами'])
    expect(specialist.value('from')).toBe('10.11.2026')
    await specialist.open('/office/workload?from=01.01.2020&until=01.11.2026')
    expect(specialist.errors.map(({ text }) => text)).toEqual(['Выберите не больше 366 дней'])
  })

  test('of days without applications is empty', async () => {
    await specialist.open('/office/workload?from=01.01.2025&until=02.01.2025')
    expect(specialist.$('svg')).toHaveLength(0)
    expect(specialist.text).toContain('Заявок не было')
  })
})
