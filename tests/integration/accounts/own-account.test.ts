import { createTestApp, NOW, type TestApp } from '../../support/app'
import { Browser } from '../../support/browser'
import { buildAccount, buildContact, buildPerson, PASSWORD } from '../../support/builders'
import { lettersOf, linkIn } from '../../support/letters'
import { signIn } from '../../support/sign-in'

const NEW = 'Весенний-Дождь-7'

let site: TestApp
beforeEach(async () => {
  site = await createTestApp()
})
afterEach(() => site.destroy())

const organisation = () => buildAccount(site.db, { organisation: { email: 'old@primer.example' } })

const authorised = async (): Promise<{ id: number; email: string }> => {
  const person = await buildPerson(site.db)
  await buildContact(site.db, (await buildAccount(site.db)).organisationId, person.id)
  return person
}

const changePassword = async (browser: Browser, values: Record<string, string> = {}): Promise<Browser> => {
  await browser.open('/cabinet/profile/password')
  return browser.submit({ currentPassword: PASSWORD, password: NEW, passwordRepeat: NEW, ...values })
}

const askForEmail = async (browser: Browser, email: string, currentPassword = PASSWORD): Promise<Browser> => {
  await browser.open('/cabinet/profile/email')
  return browser.submit({ email, currentPassword })
}

describe('Changing the own password', () => {
  it('takes the old one, keeps this session under a new id, ends the others and tells by letter', async () => {
    const { id, okpo } = await organisation()
    const [browser, other] = [await signIn(site.app, okpo), await signIn(site.app, okpo)]
    const before = browser.cookies
    await changePassword(browser)
    expect(browser.url).toBe('/cabinet')
    expect(browser.text).toContain('Пароль изменён. Все другие входы завершены.')
    expect(browser.cookies).not.toBe(before)
    expect((await other.open('/cabinet')).url).toMatch(/^\/sign-in/)
    expect((await signIn(site.app, okpo, '/sign-in', NEW)).url).toBe('/cabinet')
    expect(await lettersOf(site.db)).toMatchObject([{ kind: 'password_changed', recipient: 'old@primer.example' }])
    expect(await site.db('audit_log').where({ event: 'account.password_changed' })).toMatchObject([
      { subject_kind: 'account', subject_id: id, actor_id: id, at: NOW },
    ])
  })

  it('is the own one of an authorised person, who goes on acting for the organisation', async () => {
    const { id, email } = await authorised()
    const browser = await changePassword(await signIn(site.app, email))
    expect(browser.$('.app-header__note').text()).toMatch(/^за ООО/)
    expect(await lettersOf(site.db)).toMatchObject([{ kind: 'password_changed', recipient: email }])
    expect(await site.db('audit_log').where({ event: 'person.password_changed' })).toMatchObject([
      { subject_id: id, actor_person_id: id },
    ])
  })

  it('is refused with a wrong old one, and after five wrong ones with the right one', async () => {
    const { okpo } = await organisation()
    const browser = await signIn(site.app, okpo)
    for (let time = 0; time < 5; time++) {
      await changePassword(browser, { currentPassword: `Неверный-${time}` })
      expect(browser.errors.map(({ field }) => field)).toEqual(['currentPassword'])
    }
    await changePassword(browser)
    expect(browser.status).toBe(429)
    expect((await signIn(site.app, okpo)).url).toBe('/cabinet')
  })

  it('holds to the rules of registration, all errors at once', async () => {
    const { okpo } = await organisation()
    const browser = await signIn(site.app, okpo)
    await changePassword(browser, { currentPassword: '', password: 'short', passwordRepeat: 'other' })
    expect(browser.errors.map(({ field }) => field)).toEqual(['currentPassword', 'password', 'passwordRepeat'])
    await browser.submit({}, { press: 'Сгенерировать' })
    const generated = browser.value('password')
    await browser.submit({ currentPassword: PASSWORD })
    expect((await signIn(site.app, okpo, '/sign-in', generated)).url).toBe('/cabinet')
  })

  it('ends a link that was on its way to recover the old one', async () => {
    const { okpo } = await organisation()
    const visitor = await new Browser(site.app).open('/recovery')
    await visitor.submit({ okpo, email: 'old@primer.example' })
    await changePassword(await signIn(site.app, okpo))
    expect((await visitor.open(await linkIn(site.db, 'recovery_link'))).status).toBe(404)
  })
})

describe('Changing the own e-mail', () => {
  it('of an organisation counts when the new address confirms it; the old one is told', async () => {
    const { id, okpo, organisationId } = await organisation()
    const browser = await askForEmail(await signIn(site.app, okpo), 'Otchet@Пример.рф')
    expect(browser.text).toContain('Письмо со ссылкой отправлено на Otchet@Пример.рф.')
    const emailOf = async () => (await site.db('organisations').where({ id: organisationId }).first()).email
    expect(await emailOf()).toBe('old@primer.example')
    const link = await linkIn(site.db, 'confirm_email')
    const reader = await new Browser(site.app).open(link)
    expect(await emailOf()).toBe('old@primer.example')
    await reader.submit()
    expect(await emailOf()).toBe('Otchet@Пример.рф')
    expect((await new Browser(site.app).open(link)).status).toBe(404)
    expect((await lettersOf(site.db)).map(({ kind, recipient }) => [kind, recipient])).toEqual([
      ['confirm_email', 'otchet@xn--e1afmkfd.xn--p1ai'],
      ['email_changed', 'old@primer.example'],
    ])
    expect(await site.db('audit_log').whereLike('event', '%email%').orderBy('id')).toMatchObject([
      { event: 'account.email_change_requested', subject_id: id },
      { event: 'account.email_changed', subject_id: id },
    ])
  })

  it('of a person changes what they sign in with', async () => {
    const { email } = await authorised()
    await askForEmail(await signIn(site.app, email), 'New@primer.example')
    const reader = await new Browser(site.app).open(await linkIn(site.db, 'confirm_email'))
    await reader.submit()
    expect(reader.url).toBe('/sign-in')
    expect((await signIn(site.app, 'new@primer.example')).url).toBe('/cabinet')
    expect((await signIn(site.app, email)).status).toBe(422)
  })

  it('to the account of another person says the same, and tells only that person', async () => {
    const other = await authorised()
    const { email } = await authorised()
    const browser = await askForEmail(await signIn(site.app, email), other.email)
    expect(browser.text).toContain(`Письмо со ссылкой отправлено на ${other.email}.`)
    expect(await lettersOf(site.db)).toMatchObject([{ kind: 'email_taken', recipient: other.email }])
    expect(await site.db('one_time_links')).toEqual([])
  })

  it('does not win an address that became somebody’s account meanwhile', async () => {
    const { email } = await authorised()
    await askForEmail(await signIn(site.app, email), 'new@primer.example')
    const link = await linkIn(site.db, 'confirm_email')
    await buildPerson(site.db, { email: 'new@primer.example' })
    const reader = await new Browser(site.app).open(link)
    await reader.submit()
    expect(reader.status).toBe(409)
    expect(reader.text).toContain('Этот адрес уже стал учётной записью другого человека')
    expect((await signIn(site.app, email)).url).toBe('/cabinet')
  })

  it('ends a link to recover the password that went to the old address', async () => {
    const { okpo } = await organisation()
    const visitor = await new Browser(site.app).open('/recovery')
    await visitor.submit({ okpo, email: 'old@primer.example' })
    await askForEmail(await signIn(site.app, okpo), 'new@primer.example')
    await (await new Browser(site.app).open(await linkIn(site.db, 'confirm_email'))).submit()
    expect((await visitor.open(await linkIn(site.db, 'recovery_link'))).status).toBe(404)
  })

  it('needs the password and another address, and is not a way to flood a mailbox', async () => {
    const { okpo } = await organisation()
    const browser = await signIn(site.app, okpo)
    await askForEmail(browser, 'new@primer.example', 'Неверный-1')
    expect(browser.errors.map(({ field }) => field)).toEqual(['currentPassword'])
    await askForEmail(browser, 'OLD@primer.example')
    expect(browser.errors[0]?.text).toBe('Это нынешний адрес: введите новый')
    for (let time = 0; time < 3; time++) await askForEmail(browser, 'new@primer.example')
    await askForEmail(browser, 'new@primer.example')
    expect(browser.status).toBe(429)
    expect(await lettersOf(site.db)).toHaveLength(3)
  })

  it('adds no header to a letter', async () => {
    const { okpo } = await organisation()
    const browser = await signIn(site.app, okpo)
    for (const email of ['a@primer.example\r\nBcc: b@evil.example', 'a@primer.example,b@evil.example']) {
      await askForEmail(browser, email)
      expect([email, browser.status]).toEqual([email, 422])
    }
    expect(await lettersOf(site.db)).toEqual([])
  })
})
