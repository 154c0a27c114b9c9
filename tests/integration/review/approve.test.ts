import { findLetter } from '../../../src/mail/outbox.repository'
import { NOW } from '../../support/app'
import { CONTACT } from '../../support/application-builder'
import type { Browser } from '../../support/browser'
import { buildAccount, buildContact, buildOrganisation, buildPerson, PASSWORD } from '../../support/builders'
import { aCertificate } from '../../support/certificates'
import { signIn } from '../../support/sign-in'
import { type Office, openOffice } from './office'

let office: Office

beforeEach(async () => {
  office = await openOffice()
})
afterEach(() => office.destroy())

/** Ticks what has to be ticked and presses the button. */
const approve = async (browser: Browser): Promise<Browser> => {
  await browser.follow('Одобрить')
  return browser.submit(browser.$('[name=confirmed]').length > 0 ? { confirmed: 'yes' } : {})
}

/** Everything that approving writes, as numbers of rows. */
const written = async (): Promise<Record<string, number>> => {
  const tables = [
    'organisations',
    'accounts',
    'contacts',
    'organisation_certificates',
    'outbox_letters',
    'outbox_attachments',
    'audit_log',
  ]
  const numbers: Record<string, number> = {}
  for (const table of tables) numbers[table] = (await office.db(table)).length
  return numbers
}

describe('Approving an application', () => {
  it('registers the organisation as it described itself and leads back to the queue', async () => {
    const { browser, member } = await office.specialist()
    const { id, number, okpo } = await office.taken(browser, {
      general: {
        subsidiary: 'yes',
        parentOkpo: '99900016',
        farNorth: 'equated',
        note: 'Две\nстроки',
        email: 'Office@Пример.рф',
        phone: '8 (384) 212 34 56 доб. 7',
      },
    })
    await approve(browser)
    expect(browser.url).toBe('/office/applications')
    expect(browser.text).toContain(
      `Заявка № ${number} одобрена: организация зарегистрирована, письмо отправлено заявителю.`,
    )
    const organisation = await office.db('organisations').where({ okpo }).first()
    expect(organisation).toMatchObject({
      office_id: 42,
      enterprise_type: 'legal',
      short_name: 'ООО «Пример»',
      full_name: 'Общество с ограниченной ответственностью «Пример»',
      inn: '7736050003',
      ogrn: '1027700132195',
      okved2: '01.11',
      okved: null,
      okopf: '12300',
      okfs: '16',
      oksm: '643',
      oktmo: '32701000',
      far_north: 'equated',
      parent_okpo: '99900016',
      email: 'Office@Пример.рф',
      phone: '8 (384) 212 34 56 доб. 7',
      postal_address: '650000, Кемерово, Советский проспект, 1',
      head_name: 'Иванов Иван Иванович',
      note: 'Две\nстроки',
      archived_at: null,
    })
    expect(await office.row(id)).toMatchObject({
      status: 'approved',
      decided_at: NOW,
      decided_by: member.id,
      organisation_id: organisation.id,
      password_hash: null,
    })
  })

  it('lets the organisation sign in with the password of the application', async () => {
    const { browser } = await office.specialist()
    const { okpo } = await office.taken(browser)
    expect((await signIn(office.app, okpo)).url).toBe('/sign-in')
    await approve(browser)
    const cabinet = await signIn(office.app, okpo, '/sign-in', PASSWORD)
    expect(cabinet.url).toBe('/cabinet')
    expect(cabinet.text).toContain('ООО «Пример»')
  })

  it('stores the authorised persons and gives the certificates to the organisation', async () => {
    const { browser } = await office.specialist()
    const { id, okpo } = await office.taken(browser, { certificates: [await aCertificate(), await aCertificate()] })
    const ids: number[] = await office
      .db('application_certificates')
      .where({ application_id: id })
      .pluck('certificate_id')
    // The second person uses the second certificate.
    const general = await office.db('application_submissions').where({ application_id: id }).first()
    const form = JSON.parse(general.form)
    form.contacts = [
      { key: '00000000000a', values: CONTACT },
      {
        key: '00000000000b',
        values: {
          ...CONTACT,
          lastName: 'Второва',
          email: 'vtorova@primer.example',
          certificate: String(ids[1]),
          basis: '',
          basisNumber: '',
          basisDate: '',
          basisValidUntil: '',
          middleName: '',
        },
      },
    ]
    await office
      .db('application_submissions')
      .where({ application_id: id })
      .update({ form: JSON.stringify(form) })
    await approve(browser)
    const organisation = await office.db('organisations').where({ okpo }).first()
    expect(
      await office.db('organisation_certificates').where({ organisation_id: organisation.id }).pluck('certificate_id'),
    ).toEqual(ids)
    const contacts = await office.db('contacts').where({ organisation_id: organisation.id }).orderBy('id')
    expect(contacts).toEqual([
      {
        last_name: 'Петров',
        first_name: 'Пётр',
        middle_name: 'Петрович',
        position: 'Главный бухгалтер',
        phone: '+7 384 212-34-57',
        basis: 'attorney',
        basis_number: '15/2026',
        basis_date: '2026-01-12',
        basis_valid_until: '2027-12-31',
        may_fill: expect.anything(),
        may_send: expect.anything(),
        may_view: expect.anything(),
        certificate_id: null,
        id: expect.any(Number),
        organisation_id: organisation.id,
        person_id: expect.any(Number),
        state: 'invited',
        created_at: NOW,
        updated_at: NOW,
        accepted_at: null,
        removed_at: null,
      },
      expect.objectContaining({
        last_name: 'Второва',
        basis: null,
        basis_date: null,
        middle_name: null,
        certificate_id: ids[1],
      }),
    ])
    const emails = office.db('persons').orderBy('id').pluck('email')
    expect(await emails).toEqual(['petrov@primer.example', 'vtorova@primer.example'])
    const invitations = office.db('outbox_letters').where({ kind: 'invitation' }).orderBy('id')
    expect(await invitations.pluck('recipient')).toEqual(['petrov@primer.example', 'vtorova@primer.example'])
    expect([contacts[0].may_fill, contacts[0].may_send, contacts[0].may_view].map(Boolean)).toEqual([true, true, false])
  })

  it('writes who approved what into the audit log', async () => {
    const { browser, member } = await office.specialist()
    const { id, okpo } = await office.taken(browser)
    await approve(browser)
    const { id: organisation } = await office.db('organisations').where({ okpo }).first()
    const { id: account } = await office.db('accounts').where({ organisation_id: organisation }).first()
    const by = { actor_kind: 'staff', actor_id: member.id, at: NOW }
    expect(
      await office
        .db('audit_log')
        .whereIn('event', ['organisation.registered', 'account.created', 'application.approved'])
        .orderBy('id'),
    ).toMatchObject([
      { ...by, event: 'organisation.registered', subject_kind: 'organisation', subject_id: organisation },
      { ...by, event: 'account.created', subject_kind: 'account', subject_id: account },
      { ...by, event: 'application.approved', subject_kind: 'application', subject_id: id },
    ])
  })

  it('sends the applicant the application as XML and as text, and how to sign in', async () => {
    const { browser } = await office.specialist()
    const { id, number, okpo, email } = await office.taken(browser, { contacts: [CONTACT] })
    await approve(browser)
    const [row, ...more] = await office.db('outbox_letters').where({ kind: 'application_approved' })
    expect(more).toEqual([])
    const organisation = await office.db('organisations').where({ okpo }).first()
    expect(row).toMatchObject({
      dedupe_key: `application_approved:${id}:1`,
      recipient: email,
      application_id: id,
      organisation_id: organisation.id,
    })
    const letter = await findLetter(office.db, row.id)
    expect(letter?.subject).toBe(`Заявка на регистрацию № ${number} одобрена`)
    expect(letter?.body).toContain('\nhttp://localhost:3000/sign-in\n')
    expect(letter?.body).toContain(`\nЛогин: ${okpo}\n`)
    expect(letter?.body).not.toContain(PASSWORD)
    const [xml, text] = letter?.attachments ?? []
    const submission = await office.db('application_submissions').where({ application_id: id }).first()
    expect(xml).toEqual({
      fileName: `application-${number}.xml`,
      contentType: 'application/xml',
      content: submission.xml,
    })
    expect(text).toMatchObject({ fileName: `application-${number}.txt`, contentType: 'text/plain' })
    expect(text?.content.toString('utf8')).toContain(
      `Заявка на регистрацию № ${number}\r\n\r\nОКПО / Идентификационный номер ТОСП: ${okpo}\r\nКраткое наименование: ООО «Пример»\r\n`,
    )
    expect(text?.content.toString('utf8')).toContain('Фамилия: Петров')
  })

  it('takes what was handed in, not what the working copy says', async () => {
    const { browser } = await office.specialist()
    const { id, okpo } = await office.taken(browser)
    const { form } = await office.row(id)
    await office
      .db('applications')
      .where({ id })
      .update({ form: String(form).replaceAll('Пример', 'Подмена') })
    await approve(browser)
    expect(await office.db('organisations').where({ okpo }).first()).toMatchObject({ short_name: 'ООО «Пример»' })
  })

  it('writes over the register’s record and keeps its number', async () => {
    const { browser } = await office.specialist()
    const { id: known, okpo } = await buildOrganisation(office.db, {
      okpo: '99900074',
      short_name: 'Старое имя',
      office_id: 41,
    })
    await office.taken(browser, { okpo })
    await approve(browser)
    expect(await office.db('organisations').where({ okpo })).toMatchObject([
      { id: known, short_name: 'ООО «Пример»', office_id: 42 },
    ])
  })
})

describe('Before approving', () => {
  it('repeats warnings and differences, and needs a tick', async () => {
    const { browser } = await office.specialist()
    const { okpo } = await buildOrganisation(office.db, {
      okpo: '99900016',
      short_name: 'ООО «Другое имя»',
      inn: '7736050003',
    })
    const { id } = await office.taken(browser, { okpo })
    await browser.follow('Одобрить')
    const concerns = browser
      .$('main ul li')
      .toArray()
      .map(item => browser.$(item).text())
    expect(concerns).toEqual([
      'Краткое наименование: ООО «Пример» (в регистре ООО «Другое имя»)',
      expect.stringContaining('Полное наименование: Общество с ограниченной ответственностью «Пример» (в регистре '),
      'Сертификат не загружен: подписывать отчёты можно будет после того, как вы добавите его',
    ])
    await browser.submit({})
    expect(browser.status).toBe(422)
    expect(browser.errors).toEqual([
      {
        field: 'confirmed',
        text: 'Проверьте предупреждения и отличия и отметьте, что заявку всё равно можно одобрить',
      },
    ])
    expect((await office.row(id)).status).toBe('in_review')
    await browser.submit({ confirmed: 'yes' })
    expect((await office.row(id)).status).toBe('approved')
  })

  it('says that the register does not know the ОКПО', async () => {
    const { browser } = await office.specialist()
    await office.taken(browser)
    await browser.follow('Одобрить')
    expect(browser.text).toContain('Организации с этим ОКПО нет в регистре: одобрение создаст новую запись')
  })

  it('needs no tick when there is nothing to look at', async () => {
    const { browser } = await office.specialist()
    const { okpo } = await buildOrganisation(office.db, {
      okpo: '99900016',
      short_name: 'ООО "ПРИМЕР"',
      full_name: null,
    })
    const { id } = await office.taken(browser, { okpo, certificates: [await aCertificate()] })
    await office.db('application_submissions').where({ application_id: id }).update({ findings: '[]' })
    await browser.follow('Одобрить')
    expect(browser.$('[name=confirmed]')).toHaveLength(0)
    await browser.submit()
    expect((await office.row(id)).status).toBe('approved')
  })

  it('is refused until the application is taken', async () => {
    const { browser } = await office.specialist()
    const { id, number } = await office.application()
    await browser.open(`/office/applications/${id}/approve`)
    expect(browser.status).toBe(409)
    expect(browser.text).toContain(`Заявка № ${number} ещё не взята в работу.`)
  })
})

describe('An application that the rules of today refuse', () => {
  it('cannot be approved; the page says to return it, and so does the answer to a form of yesterday', async () => {
    const { browser } = await office.specialist()
    const { id } = await office.taken(browser)
    await browser.open(`/office/applications/${id}`)
    await browser.follow('Одобрить')
    const { form } = await office.db('application_submissions').where({ application_id: id }).first()
    const typed = typeof form === 'string' ? JSON.parse(form) : form
    typed.general.inn = '7736050004'
    await office
      .db('application_submissions')
      .where({ application_id: id })
      .update({ form: JSON.stringify(typed) })
    const before = await written()

    await browser.submit()
    expect(browser.status).toBe(422)
    expect(browser.text).toContain('Заявка не проходит контроль по нынешним правилам')
    expect(browser.text).toContain('Верните её на доработку')
    await browser.open(`/office/applications/${id}/approve`)
    expect(browser.status).toBe(200)
    expect(browser.text).toContain('Заявка не проходит контроль по нынешним правилам')
    expect(browser.$('main form')).toHaveLength(0)
    expect(await written()).toEqual(before)
  })
})

describe('Two at once', () => {
  it('a double click is one organisation and one letter, and ends on the approved application', async () => {
    const { browser } = await office.specialist()
    const { id, number } = await office.taken(browser)
    await browser.follow('Одобрить')
    await browser.submit({ confirmed: 'yes' })
    await browser.open(`/office/applications/${id}/approve`)
    expect(browser.url).toBe(`/office/applications/${id}`)
    expect(browser.text).toContain(`Заявка № ${number} уже одобрена.`)
    expect(await office.db('organisations')).toHaveLength(1)
  })

  it('so is a really parallel one', async () => {
    const { browser, member } = await office.specialist()
    const second = await signIn(office.app, member.login, '/office/sign-in')
    const { id, number } = await office.taken(browser)
    for (const window of [browser, second]) await window.open(`/office/applications/${id}/approve`)
    await Promise.all([browser, second].map(window => window.submit({ confirmed: 'yes' })))
    expect([browser.url, second.url].sort()).toEqual(['/office/applications', `/office/applications/${id}`])
    const late = browser.url === '/office/applications' ? second : browser
    expect(late.text).toContain(`Заявка № ${number} уже одобрена.`)
    expect(await written()).toMatchObject({ organisations: 1, accounts: 1, outbox_letters: 1, outbox_attachments: 2 })
    expect(await office.db('audit_log').where({ event: 'application.approved' })).toHaveLength(1)
  })

  it('approving and rejecting in two windows ends in one of them', async () => {
    const { browser, member } = await office.specialist()
    const second = await signIn(office.app, member.login, '/office/sign-in')
    const { id } = await office.taken(browser)
    await browser.open(`/office/applications/${id}/approve`)
    await second.open(`/office/applications/${id}/reject`)
    await Promise.all([
      browser.submit({ confirmed: 'yes' }),
      second.submit({ reason: 'other', explanation: 'Сведения не подтверждены выпиской.' }),
    ])
    expect(new Set([browser.status, second.status])).toEqual(new Set([200, 409]))
    const { status } = await office.row(id)
    expect(status).toBe(browser.status === 200 ? 'approved' : 'rejected')
    expect(await office.db('outbox_letters')).toHaveLength(1)
    expect(await office.db('organisations')).toHaveLength(status === 'approved' ? 1 : 0)
  })

  it('the one who lost the application meanwhile is told who decided', async () => {
    const { browser } = await office.specialist()
    const { id, number } = await office.taken(browser)
    await browser.follow('Одобрить')
    const admin = await office.specialist({ role: 'office_admin', full_name: 'Заведующая Вера (тест)' })
    await admin.browser.open(`/office/applications/${id}`)
    await admin.browser.submit({}, { press: 'Вернуть в очередь' })
    await admin.browser.open(`/office/applications/${id}`)
    await admin.browser.submit({}, { press: 'Взять в работу' })
    await admin.browser.follow('Отклонить')
    await admin.browser.submit({ reason: 'other', explanation: 'Сведения не подтверждены выпиской.' })
    await browser.submit({ confirmed: 'yes' })
    expect(browser.status).toBe(409)
    expect(browser.text).toContain(
      `Заявка № ${number} уже отклонена: Заведующая Вера (тест), 23.11.2026, 13:00 (МСК+4).`,
    )
    await browser.follow(`К заявке № ${number}`)
    expect(browser.status).toBe(200)
    expect(await office.db('organisations')).toEqual([])
  })
})

describe('An organisation that has an account', () => {
  it('cannot be approved, and the page says why', async () => {
    const { browser } = await office.specialist()
    const { id, okpo } = await office.taken(browser)
    await browser.follow('Одобрить')
    const { organisationId } = await buildAccount(office.db, { organisation: { okpo, short_name: 'Пришла раньше' } })
    const before = await written()
    await browser.submit({ confirmed: 'yes' })
    expect(browser.status).toBe(409)
    expect(browser.text).toContain(`У организации с ОКПО ${okpo} уже есть учётная запись`)
    expect(await written()).toEqual(before)
    expect(await office.db('organisations').where({ id: organisationId }).first()).toMatchObject({
      short_name: 'Пришла раньше',
    })
    expect(await office.row(id)).toMatchObject({ status: 'in_review', password_hash: expect.any(String) })
    await browser.open(`/office/applications/${id}/approve`)
    expect(browser.text).toContain('уже есть учётная запись')
    expect(browser.$('main form')).toHaveLength(0)
  })

  it('comes back from the archive with the new password, and the old sessions end', async () => {
    const { browser } = await office.specialist()
    const { okpo, id: account, organisationId } = await buildAccount(office.db, { password: 'Старый-Пароль-1' })
    const former = await buildPerson(office.db)
    await buildContact(office.db, organisationId, former.id, { last_name: 'Бывший' })
    const old = await signIn(office.app, okpo, '/sign-in', 'Старый-Пароль-1')
    expect(old.url).toBe('/cabinet')
    await office.db('organisations').where({ id: organisationId }).update({ archived_at: NOW })
    await office.taken(browser, { okpo, contacts: [CONTACT] })
    expect(browser.text).toContain('Организация с этим ОКПО находится в архиве регистра')
    await approve(browser)
    expect(await office.db('accounts').where({ organisation_id: organisationId }).pluck('id')).toEqual([account])
    expect((await signIn(office.app, okpo, '/sign-in', 'Старый-Пароль-1')).url).toBe('/sign-in')
    expect((await signIn(office.app, okpo)).url).toBe('/cabinet')
    expect((await old.open('/cabinet')).url).toContain('/sign-in')
    const contacts = office.db('contacts').where({ organisation_id: organisationId }).orderBy('id')
    expect(await contacts.select('last_name', 'state')).toEqual([
      { last_name: 'Бывший', state: 'removed' },
      { last_name: 'Петров', state: 'invited' },
    ])
    expect(await office.db('audit_log').where({ event: 'account.renewed' })).toMatchObject([{ subject_id: account }])
  })
})

describe('Approving is all or nothing', () => {
  it('leaves nothing behind when the letter cannot be queued', async () => {
    const { browser } = await office.specialist()
    const { id } = await office.taken(browser, { contacts: [CONTACT], certificates: [await aCertificate()] })
    await office.db('applications').where({ id }).update({ email: 'nobody' })
    const [before, row] = [await written(), await office.row(id)]
    await approve(browser)
    expect(browser.status).toBe(500)
    expect(await written()).toEqual(before)
    expect(await office.row(id)).toEqual(row)
  })

  it('can be tried again after that', async () => {
    const { browser } = await office.specialist()
    const { id, email } = await office.taken(browser)
    await office.db('applications').where({ id }).update({ email: 'nobody' })
    await approve(browser)
    await office.db('applications').where({ id }).update({ email })
    await browser.open(`/office/applications/${id}`)
    await approve(browser)
    expect(await office.row(id)).toMatchObject({ status: 'approved' })
    expect(await written()).toMatchObject({ organisations: 1, accounts: 1, outbox_letters: 1 })
  })
})
