import { createTestApp, type TestApp } from '../../support/app'
import { Browser } from '../../support/browser'
import { buildStaff } from '../../support/builders'
import { linkIn } from '../../support/letters'
import { signIn } from '../../support/sign-in'

let site: TestApp
let admin: Browser
let central: Browser
let adminId: number

beforeAll(async () => {
  site = await createTestApp()
  const member = await buildStaff(site.db, { role: 'office_admin' })
  adminId = member.id
  admin = await signIn(site.app, member.login, '/office/sign-in')
  const system = await buildStaff(site.db, { role: 'system_admin', office_id: null })
  central = await signIn(site.app, system.login, '/office/sign-in')
})
afterAll(() => site.destroy())

const PERSON = { fullName: 'Иванова Анна', email: 'Ivanova@example.test', role: 'specialist' }
const NEW_PASSWORD = 'Совсем-Новый-5'

/** A new member of staff, added by the administrator of the office. */
const add = async (login: string, values: Record<string, string> = {}): Promise<Browser> => {
  await admin.open('/office/staff/new')
  return admin.submit({ login, ...PERSON, ...values })
}

describe('members of staff', () => {
  test('are added by the administrator of the office, set a password of their own by a link, and sign in', async () => {
    await add('ivanova.1')
    expect(admin.text).toContain('Сотрудник ivanova.1 добавлен, ссылка для пароля отправлена.')
    const row = await site.db('staff').where({ login: 'ivanova.1' }).first()
    expect(row).toMatchObject({ office_id: 42, role: 'specialist', email: 'ivanova@example.test' })
    const link = await linkIn(site.db, 'staff_password')

    const browser = await new Browser(site.app).open(link)
    await browser.submit({ password: 'короткий', passwordRepeat: 'другой' })
    expect(browser.status).toBe(422)
    await browser.submit({ password: NEW_PASSWORD, passwordRepeat: NEW_PASSWORD })
    expect(browser.url).toBe('/office/sign-in')
    await browser.submit({ login: 'ivanova.1', password: NEW_PASSWORD })
    expect(browser.url).toBe('/office/sign-in/set-up')
    expect((await new Browser(site.app).open(link)).status).toBe(404)
    expect((await site.db('audit_log').where({ event: 'staff.password_set' })).length).toBe(1)
  })

  test('with mistakes are not added: every mistake is told, what was typed stays', async () => {
    await admin.open('/office/staff/new')
    await admin.submit({ login: 'Ы', fullName: '', email: 'нет' })
    expect(admin.status).toBe(422)
    expect(admin.errors.map(({ field }) => field)).toEqual(['login', 'fullName', 'email'])
    expect(admin.value('email')).toBe('нет')
    await add('ivanova.2')
    await add('IVANOVA.2')
    expect(admin.errors.map(({ text }) => text)).toEqual(['Такой логин уже есть: введите другой'])
  })

  test('get no role above that of who enters them, whatever is sent', async () => {
    await admin.open('/office/staff/new')
    expect(admin.$('[name=role][value=system_admin]')).toHaveLength(0)
    await admin.submit({ login: 'sly.1', ...PERSON }, { forge: { role: 'system_admin', office: '77' } })
    expect(admin.status).toBe(422)
    await admin.submit({ login: 'sly.1', ...PERSON }, { forge: { office: '77' } })
    expect(await site.db('staff').where({ login: 'sly.1' }).first('office_id')).toEqual({ office_id: 42 })
  })

  test('whose access is closed are out at once', async () => {
    const member = await buildStaff(site.db)
    const browser = await signIn(site.app, member.login, '/office/sign-in')
    await admin.open(`/office/staff/${member.id}`)
    await admin.submit({ email: 'a@example.test', active: [] })
    expect((await browser.open('/office/applications')).url).toContain('/office/sign-in')
    expect(await site.db('sessions').where({ user_id: `staff:${member.id}` })).toEqual([])
  })

  test('cannot shut themselves out or change their own role', async () => {
    await admin.open(`/office/staff/${adminId}`)
    await admin.submit({ email: 'a@example.test', role: 'specialist' })
    expect(admin.errors.map(({ text }) => text)).toEqual([
      'Свою роль и свой доступ изменить нельзя: попросите другого администратора',
    ])
  })

  test('changed in two tabs: the second is told', async () => {
    const member = await buildStaff(site.db)
    await admin.open(`/office/staff/${member.id}`)
    const tab = await admin.tab().open(admin.url)
    await admin.submit({ email: 'a@example.test', fullName: 'Первая' })
    await tab.submit({ email: 'a@example.test', fullName: 'Вторая' })
    expect(tab.status).toBe(409)
    expect(tab.value('fullName')).toBe('Вторая')
  })

  test('of another office and administrators of the system are nobody to the administrator of an office', async () => {
    const other = await buildStaff(site.db, { office_id: 77 })
    const system = await buildStaff(site.db, { role: 'system_admin', office_id: null })
    for (const { id } of [other, system]) expect((await admin.open(`/office/staff/${id}`)).status).toBe(404)
    expect((await central.open(`/office/staff/${other.id}`)).status).toBe(200)
  })

  test('are given a new link, and the older one stops working', async () => {
    await add('ivanova.3')
    const older = await linkIn(site.db, 'staff_password')
    const { id } = await site.db('staff').where({ login: 'ivanova.3' }).first('id')
    await admin.open(`/office/staff/${id}`)
    site.pass(1000)
    await admin.submit({}, { press: 'Отправить ссылку для нового пароля' })
    expect(admin.text).toContain('Ссылка для нового пароля отправлена')
    expect((await new Browser(site.app).open(older)).status).toBe(404)
  })

  test('without an office are refused unless they are administrators of the system', async () => {
    await central.open('/office/staff/new')
    await central.submit({ login: 'nobody.1', ...PERSON, office: '' })
    expect(central.errors.map(({ field }) => field)).toEqual(['office'])
    await central.submit({ login: 'nobody.1', ...PERSON, role: 'system_admin', office: '' })
    expect(central.text).toContain('Сотрудник nobody.1 добавлен')
  })
})
