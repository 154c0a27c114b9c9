import { createTestApp, NOW, type TestApp } from '../../support/app'
import { CONTACT } from '../../support/application-builder'
import { Browser } from '../../support/browser'
import { buildAccount, buildContact, buildPerson } from '../../support/builders'
import { lettersOf, linkIn } from '../../support/letters'
import { signIn } from '../../support/sign-in'

const NEW = 'Весенний-Дождь-7'
const EMAIL = 'petrov@primer.example'

let site: TestApp
let owner: Browser
let organisationId: number
let okpo: string
beforeEach(async () => {
  site = await createTestApp()
  ;({ organisationId, okpo } = await buildAccount(site.db, { organisation: { short_name: 'ООО «Ромашка»' } }))
  owner = await signIn(site.app, okpo)
})
afterEach(() => site.destroy())

const invite = async (values: Record<string, string> = {}): Promise<Browser> => {
  await owner.open('/cabinet/contacts/new')
  return owner.submit({ ...CONTACT, ...values })
}

/** Accepts the invitation of the last letter with a new password. */
const accept = async (password = NEW): Promise<Browser> => {
  const browser = await new Browser(site.app).open(await linkIn(site.db, 'invitation'))
  return browser.submit({ password, passwordRepeat: password })
}

const states = (): Promise<string[]> => site.db('contacts').orderBy('id').pluck('state')
const openContact = async (browser = owner): Promise<Browser> => {
  await browser.open('/cabinet/contacts')
  return browser.follow('Петров Пётр Петрович')
}

describe('Inviting an authorised person', () => {
  it('sends a letter; the person sets an own password, signs in and acts within the rights', async () => {
    await invite()
    expect(owner.url).toBe('/cabinet/contacts')
    expect(owner.text).toContain('Приглашение отправлено на Petrov@primer.example.')
    expect(owner.text).toContain('Доверенность')
    expect(owner.text).toContain('Приглашён')
    expect(await lettersOf(site.db)).toMatchObject([
      { kind: 'invitation', recipient: EMAIL, subject: `Приглашение действовать за организацию, ОКПО ${okpo}` },
    ])
    const person = await accept()
    expect(person.url).toBe('/sign-in')
    expect(person.text).toContain('Пароль сохранён, приглашение принято.')
    const inside = await signIn(site.app, EMAIL, '/sign-in', NEW)
    expect(inside.url).toBe('/cabinet')
    expect(inside.text).toContain('ООО «Ромашка»')
    expect((await inside.open('/cabinet/contacts')).status).toBe(403)
    expect(inside.text).toContain('Ваши полномочия не позволяют изменять данные, сертификаты и контакты')
    expect(await states()).toEqual(['active'])
    const contact = await site.db('contacts').first()
    expect(await site.db('audit_log').whereLike('event', 'contact%').orderBy('id')).toMatchObject([
      { event: 'contact.invited', subject_id: contact.id, actor_organisation_id: organisationId },
      { event: 'contact.accepted', subject_id: contact.id, actor_person_id: contact.person_id },
    ])
  })

  it('finds what is wrong in page order, by the rules of the application', async () => {
    await invite({
      lastName: '',
      email: 'нет',
      basisNumber: '',
      basisValidUntil: '01.01.2020',
      mayFill: '',
      maySend: '',
    })
    expect(owner.status).toBe(422)
    expect(new Set(owner.errors.map(({ field }) => field))).toEqual(
      new Set(['lastName', 'email', 'basisNumber', 'basisValidUntil', 'mayFill']),
    )
    expect(owner.value('position')).toBe(CONTACT.position)
    expect(await states()).toEqual([])
  })

  it('names a person once, also when the address is written another way or the form is sent twice', async () => {
    await invite()
    await invite({ email: 'PETROV@primer.EXAMPLE' })
    expect(owner.status).toBe(422)
    expect(owner.errors[0]?.text).toContain('уже указан в контактах')
    expect(await lettersOf(site.db)).toHaveLength(1)
  })

  it('of two at once writes one', async () => {
    const tabs = await Promise.all([owner.tab(), owner.tab()].map(tab => tab.open('/cabinet/contacts/new')))
    await Promise.all(tabs.map(tab => tab.submit(CONTACT)))
    expect(tabs.map(({ status }) => status).toSorted((one, other) => one - other)).toEqual([200, 422])
    expect(await states()).toEqual(['invited'])
  })

  it('takes a certificate of the organisation and of nobody else', async () => {
    await owner.open('/cabinet/contacts/new')
    await owner.submit(CONTACT, { forge: { certificate: '999999' } })
    expect(owner.errors.map(({ field }) => field)).toEqual(['certificate'])
  })

  it('sends five letters a day to a mailbox, whoever asks', async () => {
    await invite()
    for (let time = 0; time < 4; time++) {
      await openContact()
      await owner.submit({}, { press: 'Отправить приглашение ещё раз' })
      expect(owner.status).toBe(200)
    }
    await openContact()
    await owner.submit({}, { press: 'Отправить приглашение ещё раз' })
    expect(owner.status).toBe(429)
    expect(await lettersOf(site.db)).toHaveLength(5)
  })

  it('keeps a name with line ends inside its line of the letter', async () => {
    await site.db('organisations').where({ id: organisationId }).update({ short_name: 'ООО\r\nBcc: a@evil.example' })
    await invite()
    const [letter] = await lettersOf(site.db)
    expect(letter?.subject).toBe(`Приглашение действовать за организацию, ОКПО ${okpo}`)
    expect(letter?.body).not.toMatch(/^Bcc/m)
  })
})

describe('The link of an invitation', () => {
  it('works seven days and once; a newer letter replaces it', async () => {
    await invite()
    const first = await linkIn(site.db, 'invitation')
    await openContact()
    await owner.submit({}, { press: 'Отправить приглашение ещё раз' })
    expect((await new Browser(site.app).open(first)).status).toBe(404)
    const second = await linkIn(site.db, 'invitation')
    site.pass(7 * 86_400_000 - 1000)
    expect((await new Browser(site.app).open(second)).status).toBe(200)
    await accept()
    expect((await new Browser(site.app).open(second)).status).toBe(404)
  })

  it('is dead as soon as the invitation is taken back or the organisation is blocked', async () => {
    await invite()
    const link = await linkIn(site.db, 'invitation')
    const opened = await new Browser(site.app).open(link)
    await openContact()
    await owner.submit({}, { press: 'Удалить контакт' })
    await opened.submit({ password: NEW, passwordRepeat: NEW })
    expect([opened.status, opened.heading]).toEqual([404, 'Ссылка не действует'])
    await invite()
    await site.db('organisations').where({ id: organisationId }).update({ blocked_at: NOW })
    expect((await new Browser(site.app).open(await linkIn(site.db, 'invitation'))).status).toBe(404)
  })

  it('opens no account that exists: whoever has a password signs in with it and accepts', async () => {
    const { email } = await buildPerson(site.db, { email: EMAIL })
    await invite()
    const browser = await new Browser(site.app).open(await linkIn(site.db, 'invitation'))
    expect(browser.text).toContain('Эта учётная запись у вас уже есть.')
    expect(browser.$('main [name=password]')).toHaveLength(0)
    await browser.follow('Войти')
    const inside = await signIn(site.app, email)
    await inside.submit({}, { press: 'Принять приглашение организации ООО «Ромашка»' })
    expect(await states()).toEqual(['active'])
    expect((await new Browser(site.app).open(await linkIn(site.db, 'invitation'))).status).toBe(404)
  })

  it('of two who accept at once lets one through', async () => {
    await invite()
    const link = await linkIn(site.db, 'invitation')
    const browsers = await Promise.all([1, 2].map(() => new Browser(site.app).open(link)))
    await Promise.all(browsers.map((one, at) => one.submit({ password: `${NEW}${at}`, passwordRepeat: `${NEW}${at}` })))
    const won = await Promise.all(
      [0, 1].map(async at => (await signIn(site.app, EMAIL, '/sign-in', `${NEW}${at}`)).status),
    )
    expect(won.toSorted((one, other) => one - other)).toEqual([200, 422])
    expect(await site.db('audit_log').where({ event: 'contact.accepted' })).toHaveLength(1)
  })

  it('of a person whom two organisations name sets one password, and one person serves both', async () => {
    await invite()
    const other = await buildAccount(site.db, { organisation: { short_name: 'ООО «Василёк»' } })
    const second = await signIn(site.app, other.okpo)
    await second.open('/cabinet/contacts/new')
    await second.submit({ ...CONTACT, lastName: 'Петрова' })
    expect(await site.db('persons').pluck('email')).toEqual([EMAIL])
    await accept()
    // The name under which they accepted; the other organisation sees its own.
    expect(await site.db('persons').pluck('last_name')).toEqual(['Петрова'])
    const inside = await signIn(site.app, EMAIL, '/sign-in', NEW)
    await inside.open('/cabinet/choose')
    await inside.submit({}, { press: 'Принять приглашение организации ООО «Ромашка»' })
    expect(inside.$('[name=organisation]')).toHaveLength(2)
  })
})

describe('What an organisation does with a contact', () => {
  const accepted = async (): Promise<Browser> => {
    await invite()
    await accept()
    return signIn(site.app, EMAIL, '/sign-in', NEW)
  }

  it('changes the rights, which count at once', async () => {
    const person = await accepted()
    await openContact()
    expect(owner.value('mayFill')).toBe('yes')
    await owner.submit({ maySend: [], mayView: 'yes', basis: 'mchd', basisNumber: 'МЧД-1' })
    expect(owner.text).toContain('Контакт сохранён')
    expect(await site.db('contacts').first()).toMatchObject({ basis: 'mchd', basis_number: 'МЧД-1', state: 'active' })
    expect(Boolean((await site.db('contacts').first()).may_send)).toBe(false)
    expect((await person.open('/cabinet')).url).toBe('/cabinet')
    await owner.open('/cabinet/contacts')
    await owner.follow('Петров Пётр Петрович')
    await owner.submit({ mayFill: [], maySend: [], mayView: [] })
    expect(owner.errors.map(({ field }) => field)).toEqual(['mayFill'])
  })

  it('does not change the e-mail, which is the person’s own', async () => {
    await accepted()
    await openContact()
    expect(owner.$('[name=email]')).toHaveLength(0)
    await owner.submit({ position: 'Директор' }, { forge: { email: 'thief@evil.example' } })
    expect(await site.db('persons').pluck('email')).toEqual([EMAIL])
    expect((await site.db('contacts').first()).position).toBe('Директор')
  })

  it('suspends and restores while the person is signed in', async () => {
    const person = await accepted()
    await openContact()
    await owner.submit({}, { press: 'Приостановить' })
    expect(owner.text).toContain('Приостановлен')
    expect((await person.open('/cabinet')).url).toMatch(/^\/cabinet\/choose/)
    await openContact()
    await owner.submit({}, { press: 'Восстановить' })
    expect((await person.open('/cabinet')).url).toBe('/cabinet')
    expect(await lettersOf(site.db, 'authority_changed')).toMatchObject(
      ['приостановлены', 'восстановлены'].map(what => ({
        recipient: EMAIL,
        subject: `Ваши полномочия ${what}, ОКПО ${okpo}`,
        body: expect.stringContaining(`действовать за организацию ООО «Ромашка», ОКПО ${okpo}`),
      })),
    )
    expect(await site.db('audit_log').whereLike('event', 'contact.%').orderBy('id').pluck('event')).toEqual([
      'contact.invited',
      'contact.accepted',
      'contact.suspended',
      'contact.restored',
    ])
  })

  it('removes while the person is signed in; the history stays, and a new invitation begins anew', async () => {
    const person = await accepted()
    await openContact()
    await owner.submit({}, { press: 'Удалить контакт' })
    expect(owner.text).toContain('Контактов нет.')
    expect(await lettersOf(site.db, 'authority_changed')).toMatchObject([
      { recipient: EMAIL, subject: `Ваши полномочия отозваны, ОКПО ${okpo}` },
    ])
    expect((await person.open('/cabinet')).url).toMatch(/^\/cabinet\/choose/)
    await invite()
    expect(await states()).toEqual(['removed', 'invited'])
    expect((await person.open('/cabinet')).url).toMatch(/^\/cabinet\/choose/)
  })

  it('is told when the contact was changed in another tab, with what was typed', async () => {
    await accepted()
    await openContact()
    const tab = await owner.tab().open(owner.url)
    site.pass(1000)
    await owner.submit({ position: 'Первая' })
    await tab.submit({ position: 'Вторая' })
    expect(tab.status).toBe(409)
    expect(tab.value('position')).toBe('Вторая')
    expect(tab.text).toContain('контакт изменили в другой вкладке')
    await tab.submit()
    expect((await site.db('contacts').first()).position).toBe('Вторая')
  })

  it('pressed twice does it once; what the state does not allow is a conflict', async () => {
    await accepted()
    await openContact()
    const tab = await owner.tab().open(owner.url)
    await owner.submit({}, { press: 'Приостановить' })
    await tab.submit({}, { press: 'Приостановить' })
    expect(tab.status).toBe(200)
    expect(await site.db('audit_log').where({ event: 'contact.suspended' })).toHaveLength(1)
    expect(await lettersOf(site.db, 'authority_changed')).toHaveLength(1)
  })

  it('says that a power ran out, and a new one makes the contact act again', async () => {
    const { id, email } = await buildPerson(site.db)
    await buildContact(site.db, organisationId, id, {
      basis: 'attorney',
      basis_number: '1',
      basis_date: '2026-01-01',
      basis_valid_until: '2026-11-22',
    })
    await owner.open('/cabinet/contacts')
    expect(owner.text).toContain('Срок истёк')
    const person = await signIn(site.app, email)
    expect(person.url).toMatch(/^\/cabinet\/choose/)
    await owner.follow('Образцов Образец')
    await owner.submit({ basisValidUntil: '31.12.2027' })
    expect((await person.open('/cabinet')).url).toBe('/cabinet')
  })

  it('does nothing with the contact of another organisation', async () => {
    const other = await buildAccount(site.db)
    const foreign = await buildContact(site.db, other.organisationId, (await buildPerson(site.db)).id)
    await invite()
    await openContact()
    const own = owner.url.split('/').at(-1) as string
    for (const path of ['', '/invite', '/suspend', '/restore', '/remove']) {
      const tab = await owner.tab().open(`/cabinet/contacts/${own}`)
      tab.$('form[method=post]').attr('action', `/cabinet/contacts/${foreign}${path}`)
      await tab.submit({}, { press: 'Сохранить' })
      expect([path, tab.status]).toEqual([path, 404])
    }
    expect((await owner.open(`/cabinet/contacts/${foreign}`)).status).toBe(404)
    expect((await site.db('contacts').where({ id: foreign }).first()).state).toBe('active')
  })
})
