import { createTestApp, type TestApp } from '../support/app'
import { CONTACT } from '../support/application-builder'
import { Browser } from '../support/browser'
import { buildAccount } from '../support/builders'
import { linkIn } from '../support/letters'
import { signIn } from '../support/sign-in'

/*
 * The way of an authorised person: two organisations name her, she accepts, chooses, forgets the password, changes the
 * address, and in the end one of the organisations lets her go.
 */

const EMAIL = 'petrov@primer.example'

let site: TestApp
beforeAll(async () => {
  site = await createTestApp()
})
afterAll(() => site.destroy())

it('serves two organisations from the invitation to the end of the power', async () => {
  const owners: Browser[] = []
  for (const short_name of ['ООО «Первая»', 'ООО «Вторая»']) {
    const { okpo } = await buildAccount(site.db, { organisation: { short_name } })
    const owner = await signIn(site.app, okpo)
    await owner.open('/cabinet/contacts/new')
    await owner.submit(CONTACT)
    owners.push(owner)
  }

  const person = await new Browser(site.app).open(await linkIn(site.db, 'invitation'))
  expect(person.text).toContain('ООО «Вторая»')
  await person.submit({ password: 'Первый-Пароль-1', passwordRepeat: 'Первый-Пароль-1' })
  await person.submit({ login: EMAIL, password: 'Первый-Пароль-1' })
  expect(person.url).toBe('/cabinet')
  await person.follow('Сменить организацию')
  await person.submit({}, { press: 'Принять приглашение организации ООО «Первая»' })
  const first = person.$('input[name=organisation]').toArray()
  expect(first).toHaveLength(2)
  await person.submit({ organisation: first.map(one => one.attribs.value as string).toSorted()[0] as string })
  expect(person.$('.app-header__note').text()).toBe('за ООО «Первая»')
  expect((await person.open('/cabinet/contacts')).status).toBe(403)

  const forgetful = await new Browser(site.app).open('/recovery')
  await forgetful.submit({ email: EMAIL })
  await forgetful.open(await linkIn(site.db, 'recovery_link'))
  await forgetful.submit({ password: 'Второй-Пароль-2', passwordRepeat: 'Второй-Пароль-2' })
  expect((await person.open('/cabinet')).url).toBe('/sign-in?next=%2Fcabinet')
  await person.submit({ login: EMAIL, password: 'Второй-Пароль-2' })
  expect(person.heading).toBe('За какую организацию вы действуете')

  await person.open('/cabinet/profile/email')
  await person.submit({ email: 'novaya@primer.example', currentPassword: 'Второй-Пароль-2' })
  await person.open(await linkIn(site.db, 'confirm_email'))
  await person.submit({}, { press: 'Подтвердить адрес' })
  const again = await signIn(site.app, 'novaya@primer.example', '/sign-in', 'Второй-Пароль-2')
  const ids = again.$('input[name=organisation]').toArray()
  await again.submit({ organisation: ids.map(one => one.attribs.value as string).toSorted()[0] as string })
  expect(again.heading).toBe('Личный кабинет')

  const owner = owners[0] as Browser
  await owner.open('/cabinet/contacts')
  expect(owner.text).toContain('novaya@primer.example')
  await owner.follow('Петров Пётр Петрович')
  await owner.submit({}, { press: 'Удалить контакт' })
  expect((await again.open('/cabinet')).url).toMatch(/^\/cabinet\/choose/)
  expect(again.$('input[name=organisation]')).toHaveLength(1)
})
