import { audit } from '../../../src/audit/audit'
import { AUDIT_EVENTS } from '../../../src/audit/events'
import { createTestApp, type TestApp } from '../../support/app'
import type { Browser } from '../../support/browser'
import { buildStaff } from '../../support/builders'
import { signIn } from '../../support/sign-in'

let test_: TestApp
let admin: Browser
let login: string

beforeAll(async () => {
  test_ = await createTestApp()
  const member = await buildStaff(test_.db, { role: 'system_admin', office_id: null, full_name: '=Главный' })
  login = member.login
  admin = await signIn(test_.app, login, '/office/sign-in')
  const at = (day: string) => `${day}T10:00:00.000Z`
  const subject = { kind: 'organisation', id: 7 } as const
  await audit(test_.db, { event: 'organisation.registered', actor: { kind: 'system' }, subject, at: at('2026-10-01') })
  await audit(test_.db, {
    event: 'account.sign_in_failed',
    actor: { kind: 'visitor', address: '192.0.2.7', requestId: 'r-1' },
    subject: { kind: 'account', id: 8 },
    at: at('2026-10-02'),
    details: { cause: '<b>wrong</b>' },
  })
})
afterAll(() => test_.destroy())

const rows = (): string[] =>
  admin
    .$('.app-table tbody tr')
    .toArray()
    .map(row => admin.$(row).text().replace(/\s+/g, ' ').trim())

describe('the audit log', () => {
  test('tells who did what to what, when and from where, newest first', async () => {
    await admin.open('/office/audit?until=31.10.2026')
    expect(rows()).toHaveLength(2)
    expect(rows()[0]).toContain('Неудачный вход организации')
    expect(rows()[0]).toContain('192.0.2.7')
    expect(rows()[0]).toContain('<b>wrong</b>')
    expect(rows()[1]).toContain('система')
  })

  test.each([
    ['event=organisation.registered', 'Организация зарегистрирована'],
    ['subject=organisation&number=7', 'Организация зарегистрирована'],
    ['request=r-1', 'Неудачный вход организации'],
    ['from=02.10.2026&until=02.10.2026', 'Неудачный вход организации'],
    ['event=account.sign_in_failed&subject=account&until=31.10.2026', 'Неудачный вход организации'],
    ['subject=account&until=31.10.2026', 'Неудачный вход организации'],
  ])('is narrowed by %s', async (query, found) => {
    await admin.open(`/office/audit?${query}`)
    expect(rows()).toHaveLength(1)
    expect(rows()[0]).toContain(found)
  })

  test('is narrowed by the login of a member of staff', async () => {
    await admin.open(`/office/audit?staff=${login.toUpperCase()}`)
    expect(rows().length).toBeGreaterThan(0)
    for (const row of rows()) expect(row).toContain('=Главный')
    await admin.open('/office/audit?staff=nobody')
    expect(rows()).toEqual(['Таких записей нет'])
  })

  test('says what is wrong with a filter and keeps it as it was typed', async () => {
    await admin.open('/office/audit?from=31.02.2026&event=nothing&number=x&staff=%D1%8F&request=%D1%8F')
    expect(admin.status).toBe(422)
    expect(admin.errors).toHaveLength(5)
    expect(admin.value('from')).toBe('31.02.2026')
  })

  test('is exported as narrowed, with no cell that a spreadsheet would run', async () => {
    await admin.open(`/office/audit.csv?staff=${login}`)
    expect(admin.headers['content-type']).toContain('text/csv')
    expect(admin.html).toContain("'=Главный")
    expect(admin.html).not.toContain('organisation.registered')
  })

  test('has no page for other members of staff, nor for anybody else', async () => {
    for (const role of ['specialist', 'office_admin']) {
      const browser = await signIn(test_.app, (await buildStaff(test_.db, { role })).login, '/office/sign-in')
      for (const url of ['/office/audit', '/office/audit.csv']) expect((await browser.open(url)).status).toBe(404)
    }
  })

  test('is changed by nobody: the database refuses', async () => {
    const refusal = { message: expect.stringContaining('the audit log is never changed') }
    await expect(test_.db('audit_log').update({ event: 'account.created' })).rejects.toMatchObject(refusal)
    await expect(test_.db('audit_log').delete()).rejects.toMatchObject(refusal)
  })

  test('names every event in words of its own', async () => {
    await admin.open('/office/audit')
    const words = admin
      .$('#event option')
      .toArray()
      .map(option => admin.$(option).text())
    expect(new Set(words).size).toBe(AUDIT_EVENTS.length + 1)
  })
})
