import { CONTACT, resendApplication } from '../../support/application-builder'
import { aCertificate } from '../../support/certificates'
import { signIn } from '../../support/sign-in'
import { type Office, openOffice } from './office'

let office: Office

beforeEach(async () => {
  office = await openOffice()
})
afterEach(() => office.destroy())

const letter = () => office.db('outbox_letters').where({ kind: 'application_returned' })

describe('Returning an application', () => {
  it('stores the remarks under their fields, moves it and leads back to the queue', async () => {
    const { browser, member } = await office.specialist()
    const { id, number } = await office.taken(browser, { contacts: [CONTACT], certificates: [await aCertificate()] })
    const { certificate_id } = await office.db('application_certificates').where({ application_id: id }).first()
    await browser.follow('Вернуть на исправление')
    expect(browser.heading).toBe(`Вернуть заявку № ${number} на исправление`)
    await browser.submit({
      'remark-application': 'Приложите устав.\nИ приказ.',
      'remark-inn': 'ИНН не совпадает с выпиской',
      'remark-contact-000000000001': 'Нет доверенности',
      [`remark-certificate-${certificate_id}`]: 'Сертификат другой организации',
    })
    expect(browser.url).toBe('/office/applications')
    expect(browser.text).toContain(`Заявка № ${number} возвращена на исправление. Замечания отправлены заявителю.`)
    expect(await office.row(id)).toMatchObject({ status: 'returned' })
    const remarks = await office.db('application_remarks').where({ application_id: id }).orderBy('id')
    expect(remarks.map(({ field, text, sequence, staff_id }) => [field, text, sequence, staff_id])).toEqual([
      ['inn', 'ИНН не совпадает с выпиской', 1, member.id],
      [`certificate-${certificate_id}`, 'Сертификат другой организации', 1, member.id],
      ['contact-000000000001', 'Нет доверенности', 1, member.id],
      ['application', 'Приложите устав.\nИ приказ.', 1, member.id],
    ])
  })

  it('writes a letter with every remark and the link to correct', async () => {
    const { browser } = await office.specialist()
    const { id, number, email, okpo } = await office.taken(browser)
    await browser.follow('Вернуть на исправление')
    await browser.submit({ 'remark-inn': 'ИНН чужой', 'remark-application': 'Приложите устав' })
    const [sent, ...more] = await letter()
    expect(more).toEqual([])
    expect(sent).toMatchObject({
      dedupe_key: `application_returned:${id}:1`,
      recipient: email,
      subject: `Заявка на регистрацию № ${number}: нужно исправить`,
      application_id: id,
    })
    expect(sent.body).toContain(okpo)
    expect(sent.body).toContain('1. ИНН: ИНН чужой\n2. Заявка в целом: Приложите устав\n')
    const [link] = /http:\/\/localhost:3000(\/registration\/status\/\S+)/.exec(sent.body)?.slice(1) ?? []
    await browser.open(link as string)
    expect(browser.text).toContain('ИНН: ИНН чужой')
    expect(browser.text).toContain('Заявка в целом: Приложите устав')
  })

  it('shows the name of a contact and of a certificate to the applicant, not their codes', async () => {
    const { browser } = await office.specialist()
    await office.taken(browser, { contacts: [CONTACT], certificates: [await aCertificate()] })
    await browser.follow('Вернуть на исправление')
    const [field] = browser.$('[name^="remark-certificate-"]').toArray()
    await browser.submit({
      'remark-contact-000000000001': 'Нет доверенности',
      [field?.attribs.name as string]: 'Чужой',
    })
    const { body } = await letter().first()
    expect(body).toContain('Контакт: Нет доверенности')
    expect(body).toContain('Сертификат: Чужой')
    await browser.open(/http:\/\/localhost:3000(\S+)/.exec(body)?.[1] as string)
    expect(browser.text).toContain('Контакт: Нет доверенности')
    expect(browser.text).toContain('Сертификаты: Чужой')
  })

  it('needs at least one remark and keeps what was typed', async () => {
    const { browser } = await office.specialist()
    const { id } = await office.taken(browser)
    await browser.follow('Вернуть на исправление')
    await browser.submit({ 'remark-inn': '   ' })
    expect(browser.status).toBe(422)
    expect(browser.errors).toEqual([
      { field: 'remark-application', text: 'Напишите хотя бы одно замечание: что исправить в заявке' },
    ])
    await browser.submit({ 'remark-inn': 'я'.repeat(501), 'remark-ogrn': 'Сверьте ОГРН' })
    expect(browser.errors).toEqual([{ field: 'remark-inn', text: 'Замечание не длиннее 500 знаков: сократите его' }])
    expect(browser.value('remark-ogrn')).toBe('Сверьте ОГРН')
    expect(browser.value('remark-inn')).toHaveLength(501)
    await browser.submit({ 'remark-inn': 'Сверьте ИНН' })
    expect(await office.row(id)).toMatchObject({ status: 'returned' })
    expect(await office.db('application_remarks').pluck('field')).toEqual(['inn', 'ogrn'])
  })

  it('ignores remarks on what the application does not have', async () => {
    const { browser } = await office.specialist()
    await office.taken(browser)
    await browser.follow('Вернуть на исправление')
    await browser.submit(
      { 'remark-inn': 'Сверьте' },
      { forge: { 'remark-password': 'x', 'remark-contact-ffffffffffff': 'y', 'remark-__proto__': 'z' } },
    )
    expect(await office.db('application_remarks').pluck('field')).toEqual(['inn'])
  })

  it('keeps everything that was typed over a token that ran out', async () => {
    const { browser } = await office.specialist()
    const { id } = await office.taken(browser)
    await browser.follow('Вернуть на исправление')
    await browser.submit({ 'remark-inn': 'Сверьте ИНН' }, { forge: { _csrf: 'stale' } })
    expect(browser.status).toBe(403)
    expect(browser.value('remark-inn')).toBe('Сверьте ИНН')
    expect((await office.row(id)).status).toBe('in_review')
    await browser.submit()
    expect((await office.row(id)).status).toBe('returned')
  })

  it('marks the fields that differ from the register', async () => {
    const { browser } = await office.specialist()
    const okpo = '99900099'
    await office.db('organisations').insert({
      okpo,
      enterprise_type: 'legal',
      short_name: 'ООО «Пример»',
      inn: '7708503727',
      office_id: 42,
      created_at: '2026-01-01T00:00:00.000Z',
      updated_at: '2026-01-01T00:00:00.000Z',
    })
    await office.taken(browser, { okpo })
    await browser.follow('Вернуть на исправление')
    const marked = browser
      .$('tr:has(.govuk-tag) th')
      .toArray()
      .map(cell => browser.$(cell).text())
    expect(marked).toEqual(['ИНН'])
  })

  it('shows what was handed in, not what the applicant has changed since', async () => {
    const { browser } = await office.specialist()
    const { id } = await office.taken(browser)
    const { form } = await office.row(id)
    await office
      .db('applications')
      .where({ id })
      .update({ form: String(form).replaceAll('Пример', 'Подмена') })
    await browser.follow('Вернуть на исправление')
    expect(browser.text).toContain('ООО «Пример»')
    expect(browser.text).not.toContain('Подмена')
  })

  it('does not judge what the applicant has replaced since the page was opened', async () => {
    const { browser, member } = await office.specialist()
    const otherTab = await signIn(office.app, member.login, '/office/sign-in')
    const { id, number } = await office.taken(browser)
    await browser.follow('Вернуть на исправление')
    await otherTab.open(`/office/applications/${id}/return`)
    await otherTab.submit({ 'remark-inn': 'Сверьте ИНН' })
    office.pass(10 * 60_000)
    await resendApplication(office.deps, id)
    await otherTab.open(`/office/applications/${id}`)
    await otherTab.submit({}, { press: 'Взять в работу' })
    await browser.submit({ 'remark-ogrn': 'Сверьте ОГРН' })
    expect(browser.status).toBe(409)
    expect(browser.text).toContain(
      `Заявитель исправил заявку № ${number} и отправил её снова 23.11.2026, 13:10 (МСК+4). Откройте заявку и проверьте новые данные.`,
    )
    expect(await office.db('application_remarks').pluck('field')).toEqual(['inn'])
    expect((await office.row(id)).status).toBe('in_review')
  })

  it('shows earlier remarks in the history after the application came back', async () => {
    const { browser } = await office.specialist({ full_name: 'Первая Анна (тест)' })
    const { id } = await office.taken(browser)
    await browser.follow('Вернуть на исправление')
    await browser.submit({ 'remark-inn': 'Сверьте ИНН', 'remark-application': 'Приложите устав' })
    await resendApplication(office.deps, id, { note: 'Исправлено' })
    await browser.open(`/office/applications/${id}`)
    const history = browser
      .$('.app-timeline__item')
      .toArray()
      .map(item => browser.$(item).text().replace(/\s+/g, ' ').trim())
    expect(history.at(-2)).toBe(
      'Заявка возвращена на исправление 23.11.2026, 13:00 (МСК+4), Первая Анна (тест) ИНН: Сверьте ИНН Заявка в целом: Приложите устав',
    )
    expect(history.at(-1)).toBe('Заявка исправлена и отправлена снова 23.11.2026, 13:00 (МСК+4), заявитель')
    expect(browser.text).toContain('Исправлено')
  })
})
