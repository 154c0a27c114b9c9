import { addAdministrator } from '../../../src/features/staff/add-administrator'
import { createTestApp, type TestApp } from '../../support/app'
import { Browser } from '../../support/browser'
import { buildStaff } from '../../support/builders'
import { lettersOf, linkIn } from '../../support/letters'

/* How the first administrator of a new system comes in. */

let site: TestApp
beforeAll(async () => {
  site = await createTestApp()
})
afterAll(() => site.destroy())

const GIVEN = { login: 'Glavny', email: 'glavny@example.test', fullName: 'Главный Администратор' }

it('gets a letter with a link, sets a password by it and comes to the second factor', async () => {
  expect(await addAdministrator(site.deps, GIVEN)).toEqual({ done: 'added' })
  const browser = await new Browser(site.app).open(await linkIn(site.db, 'staff_password'))
  await browser.submit({ password: 'Zimniy-vecher-42', passwordRepeat: 'Zimniy-vecher-42' })
  await browser.open('/office/sign-in')
  await browser.submit({ login: 'glavny', password: 'Zimniy-vecher-42' })
  expect(browser.url).toBe('/office/sign-in/set-up')
  expect(await site.db('audit_log').where({ event: 'staff.created' }).pluck('actor_kind')).toEqual(['system'])
})

it('asked for again gets a new link and no second account', async () => {
  site.pass(60_000)
  expect(await addAdministrator(site.deps, GIVEN)).toEqual({ done: 'sent_again' })
  expect(await site.db('staff').where({ login: 'glavny' })).toHaveLength(1)
  expect(await lettersOf(site.db, 'staff_password')).toHaveLength(2)
})

it('is nobody who has another role, and nobody with mistakes', async () => {
  const { login } = await buildStaff(site.db)
  expect(await addAdministrator(site.deps, { ...GIVEN, login })).toMatchObject({ errors: [{ rule: 'staff.taken' }] })
  expect(await addAdministrator(site.deps, { login: 'x', email: 'нет', fullName: '' })).toMatchObject({
    errors: [{ field: 'login' }, { field: 'fullName' }, { field: 'email' }],
  })
})
