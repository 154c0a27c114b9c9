import { createHash } from 'node:crypto'
import { readCertificate } from '../../../src/crypto/certificate'
import { insertDraft } from '../../../src/features/applications/applications.repository'
import { addCertificate } from '../../../src/features/certificates/certificates.repository'
import { NOW } from '../../support/app'
import { CONTACT } from '../../support/application-builder'
import type { Browser } from '../../support/browser'
import { buildAccount, buildOrganisation } from '../../support/builders'
import { aCertificate } from '../../support/certificates'
import { download, signInByHand } from '../../support/sign-in'
import { type Office, openOffice } from './office'

let office: Office

beforeEach(async () => {
  office = await openOffice()
})
afterEach(() => office.destroy())

const lines = (browser: Browser, table: string): string[][] =>
  browser
    .$(`${table} tbody tr`)
    .toArray()
    .map(row =>
      browser
        .$(row)
        .find('th, td')
        .toArray()
        .map(cell => browser.$(cell).text().replace(/\s+/g, ' ').trim()),
    )

const actions = (browser: Browser): string[] =>
  browser
    .$('main .govuk-button')
    .toArray()
    .map(button => browser.$(button).text().replace(/\s+/g, ' ').trim())

const show = async (id: number, browser?: Browser): Promise<Browser> =>
  (browser ?? (await office.specialist()).browser).open(`/office/applications/${id}`)

describe('The page of an application', () => {
  it('says what it is, where it stands and until when', async () => {
    const { id, number, okpo } = await office.application()
    const browser = await show(id)
    expect(browser.heading).toBe(`Заявка № ${number}`)
    for (const said of [
      `ООО «Пример», ОКПО ${okpo}`,
      'Отправлена',
      '26.11.2026 включительно',
      '23.11.2026, 13:00 (МСК+4)',
      'через сайт',
      'без электронной подписи',
    ])
      expect(browser.text).toContain(said)
  })

  it('says in a word that the deadline is past', async () => {
    const { id } = await office.application({ at: '2026-11-09T06:00:00.000Z' })
    expect((await show(id)).text).toMatch(/12\.11\.2026 включительно просрочена/)
  })

  it('offers what can be done by whoever looks', async () => {
    const mine = await office.specialist()
    const other = await office.specialist()
    const admin = await office.specialist({ role: 'office_admin' })
    const fresh = await office.application()
    expect(actions(await show(fresh.id, mine.browser))).toEqual(['Взять в работу'])
    const { id } = await office.taken(mine.browser)
    expect(actions(await show(id, mine.browser))).toEqual([
      'Одобрить',
      'Вернуть на исправление',
      'Отклонить',
      'Передать в другой ТОГС',
      'Вернуть в очередь',
    ])
    expect(actions(await show(id, other.browser))).toEqual([])
    expect(actions(await show(id, admin.browser))).toEqual(['Вернуть в очередь'])
    await office.db('applications').where({ id }).update({ status: 'withdrawn' })
    expect(actions(await show(id, mine.browser))).toEqual([])
  })

  it('shows what was handed in beside the register, with differences marked', async () => {
    const { okpo } = await buildOrganisation(office.db, {
      okpo: '99900016',
      short_name: 'ООО «ПРИМЕР»',
      full_name: 'Другое наименование',
      inn: '7708503727',
      okopf: '12300',
      okved: '01.11',
      office_id: 41,
    })
    const { id } = await office.application({ okpo })
    const compared = lines(await show(id), '.app-comparison')
    expect(compared.filter(([, , , mark]) => mark === 'отличается').map(([field]) => field)).toEqual([
      'Полное наименование',
      'ИНН',
      'ТОГС (РОГС)',
    ])
    expect(compared.find(([field]) => field === 'Краткое наименование')).toEqual([
      'Краткое наименование',
      'ООО «Пример»',
      'ООО «ПРИМЕР»',
      'совпадает',
    ])
    expect(compared.find(([field]) => field === 'ОКОПФ')?.slice(1, 3)).toEqual([
      '12300 – Общества с ограниченной ответственностью',
      '12300 – Общества с ограниченной ответственностью',
    ])
    expect(compared.find(([field]) => field === 'Основной ОКВЭД')).toEqual([
      'Основной ОКВЭД',
      'не указано',
      '01.11',
      'в заявке не указано',
    ])
    expect(compared.find(([field]) => field === 'Контактный телефон')?.slice(2)).toEqual([
      'нет данных',
      'не с чем сравнить',
    ])
    expect(compared).toHaveLength(26)
  })

  it.each([
    [{ archived_at: NOW }, 'находится в архиве регистра'],
    [{ blocked_at: NOW }, 'заблокирована'],
    [undefined, 'нет в регистре'],
  ])('marks an ОКПО that the register does not simply know: %#', async (row, mark) => {
    const okpo = '99900016'
    if (row !== undefined) await buildOrganisation(office.db, { okpo, ...row })
    const { id } = await office.application({ okpo })
    expect((await show(id)).$('.govuk-warning-text').text()).toContain(mark)
  })

  it('marks nothing when the register knows it', async () => {
    const { okpo } = await buildOrganisation(office.db, { okpo: '99900016' })
    const { id } = await office.application({ okpo })
    expect((await show(id)).$('.govuk-warning-text')).toHaveLength(0)
  })

  it('shows what was handed in last and not the working copy', async () => {
    const { id } = await office.application({ certificates: [await aCertificate({ name: 'CN=Сданный' })] })
    const { form } = await office.row(id)
    await office
      .db('applications')
      .where({ id })
      .update({ form: String(form).replaceAll('Пример', 'Подмена') })
    await office.db('application_certificates').delete()
    const later = await aCertificate({ name: 'CN=Добавленный позже' })
    await addCertificate(office.db, id, later, readCertificate(later), NOW)
    const { text } = await show(id)
    expect(text).toContain('ООО «Пример»')
    expect(text).toContain('Сданный')
    expect(text).not.toContain('Подмена')
    expect(text).not.toContain('Добавленный позже')
  })

  it('shows certificates with all their fields, and contacts', async () => {
    const der = await aCertificate({ name: 'CN=Петров Пётр, O=ООО «Пример»' })
    const { id } = await office.application({ certificates: [der], contacts: [CONTACT] })
    const { text } = await show(id)
    for (const said of [
      'Владелец',
      'Петров Пётр',
      'Издатель',
      'Серийный номер',
      'Действует до',
      'ECDSA',
      'Отпечаток SHA-256',
    ])
      expect(text).toContain(said)
    for (const said of ['Главный бухгалтер', '+7 384 212-34-57', 'Petrov@primer.example', '15/2026', '31.12.2027'])
      expect(text).toContain(said)
  })

  it('shows the protocol of the control as it was at sending, without links into the applicant’s pages', async () => {
    const { okpo } = await buildOrganisation(office.db, { okpo: '99900011', inn: '7708503727' })
    const { id } = await office.application({ okpo })
    const browser = await show(id)
    const found = browser
      .$('.app-findings__item')
      .toArray()
      .map(item => browser.$(item).text().replace(/\s+/g, ' '))
    expect(found).toEqual([
      expect.stringMatching(/^ОКПО: Контрольная цифра ОКПО не сходится/),
      expect.stringMatching(/^Краткое наименование: /),
      expect.stringMatching(/^Полное наименование: /),
      expect.stringMatching(/^ИНН: ИНН отличается от данных реестра/),
      expect.stringMatching(/^Сертификаты: Сертификат не загружен/),
    ])
    expect(browser.$('main a[href^="/registration"]')).toHaveLength(0)
    await office.db('organisations').update({ inn: '7736050003' })
    expect((await show(id)).text).toContain('ИНН отличается от данных реестра')
  })
})

describe('What is related', () => {
  const OPEN = 'Отправлена ещё не рассмотрена'
  const related = (browser: Browser) => lines(browser, '#related + .app-table')

  it('shows other applications and organisations with the same ИНН, certificate or e-mail', async () => {
    const shared = await aCertificate()
    const one = await office.application({ certificates: [shared] })
    const sameInn = await office.application({ general: { email: 'inn@primer.example' } })
    const sameBoth = await office.application({
      certificates: [shared],
      officeId: 41,
      general: { email: 'a@primer.example' },
    })
    const sameCertificate = await office.application({
      certificates: [shared],
      general: { inn: '7708503727', email: 'b@primer.example' },
    })
    await office.application({ general: { inn: '5000000000', email: 'c@primer.example' } })
    const sameEmail = await office.application({ general: { inn: '5000000000' } })
    await office.db('applications').where({ id: sameEmail.id }).update({ status: 'withdrawn' })
    const known = await buildAccount(office.db, {
      organisation: { inn: '7736050003', office_id: 41, short_name: 'Филиал' },
    })
    const holder = await buildOrganisation(office.db, { short_name: 'Владелец сертификата' })
    const { certificate_id } = await office.db('application_certificates').first()
    await office.db('organisation_certificates').insert({ organisation_id: holder.id, certificate_id, added_at: NOW })
    const browser = await show(one.id)
    const rows = related(browser)
    expect(rows.map(row => [row[0], row[1], row.at(-2), row.at(-1)])).toEqual([
      [`Заявка № ${sameBoth.number}`, sameBoth.okpo, OPEN, 'ИНН, сертификат'],
      [`Заявка № ${sameInn.number}`, sameInn.okpo, OPEN, 'ИНН'],
      [`Заявка № ${sameCertificate.number}`, sameCertificate.okpo, OPEN, 'сертификат'],
      [`Заявка № ${sameEmail.number}`, sameEmail.okpo, 'Отозвана заявителем', 'электронная почта'],
      ['Организация', known.okpo, 'Зарегистрирована', 'ИНН'],
      ['Организация', holder.okpo, 'В регистре, без учётной записи', 'сертификат'],
    ])
    const links = browser
      .$('#related + .app-table a')
      .toArray()
      .map(link => browser.$(link).text())
    expect(links).toEqual([sameInn, sameCertificate, sameEmail].map(({ number }) => `Заявка № ${number}`))
  })

  it('says nothing of drafts', async () => {
    const shared = await aCertificate()
    const { id } = await office.application({ certificates: [shared] })
    const draft = await insertDraft(office.db, {
      okpo: '70000018',
      form: { general: {}, contacts: [], saved: [] },
      organisationId: null,
      registerState: 'absent',
      createdAt: NOW,
      expiresAt: NOW,
    })
    await addCertificate(office.db, draft, shared, readCertificate(shared), NOW)
    expect((await show(id)).text).toContain(
      'Других заявок и организаций с тем же ИНН, сертификатом или электронной почтой нет.',
    )
  })

  it('is limited, and says so', async () => {
    const { id } = await office.application()
    for (let index = 0; index < 21; index += 1) await buildOrganisation(office.db, { inn: '7736050003' })
    const browser = await show(id)
    expect(related(browser)).toHaveLength(20)
    expect(browser.text).toContain('Показано не больше 20 заявок и организаций')
  })
})

describe('The files of an application', () => {
  it('are the very bytes that were handed in', async () => {
    const der = await aCertificate()
    const { id, number } = await office.application({ certificates: [der] })
    const { member } = await office.specialist()
    const { after } = await signInByHand(office.app, member.login, '/office/sign-in')
    const xml = await download(office.app, `/office/applications/${id}/application.xml`, after)
    const stored = await office.db('application_submissions').where({ application_id: id }).first()
    expect(createHash('sha256').update(xml.body).digest('hex')).toBe(stored.xml_sha256)
    expect(xml.headers['content-type']).toBe('application/xml')
    expect(xml.headers['content-disposition']).toBe(`attachment; filename="application-${number}.xml"`)
    const { certificate_id } = await office.db('application_certificates').first()
    const certificate = await download(
      office.app,
      `/office/applications/${id}/certificates/${certificate_id}.cer`,
      after,
    )
    expect(Buffer.from(certificate.body).equals(Buffer.from(der))).toBe(true)
  })
})

it('The history tells the whole way in sentences, with who and when by the clock of the office', async () => {
  const { browser } = await office.specialist({ full_name: 'Первая Анна (тест)' })
  const { id } = await office.taken(browser)
  await browser.submit({}, { press: 'Вернуть в очередь' })
  await show(id, browser)
  const history = browser
    .$('.app-timeline__item')
    .toArray()
    .map(item => browser.$(item).text().replace(/\s+/g, ' ').trim())
  const when = '23.11.2026, 13:00 (МСК+4)'
  expect(history).toEqual([
    `Заявка отправлена ${when}, заявитель`,
    `Заявка взята на рассмотрение ${when}, Первая Анна (тест)`,
    `Заявка возвращена в очередь ${when}, Первая Анна (тест)`,
  ])
})

it('The page is never kept by the browser', async () => {
  const { id } = await office.application()
  expect((await show(id)).headers['cache-control']).toBe('no-store')
})
