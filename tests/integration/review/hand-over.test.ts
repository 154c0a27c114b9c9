import { historyOf } from '../../../src/audit/audit'
import { handIn, send } from '../../support/applicant'
import { Browser } from '../../support/browser'
import { type Office, openOffice } from './office'

const REASON = 'Организация зарегистрирована в Камчатском крае.'
const KAMCHATKA = '41'

let office: Office

beforeEach(async () => {
  office = await openOffice()
})
afterEach(() => office.destroy())

const handOver = async (browser: Browser, id: number, values: Record<string, string> = {}): Promise<Browser> => {
  await browser.open(`/office/applications/${id}/hand-over`)
  return browser.submit({ office: KAMCHATKA, reason: REASON, ...values }, { press: 'Передать заявку' })
}

const counts = async (): Promise<Record<string, number>> => {
  const rows = await office.db('application_counts').whereNot({ total: 0 })
  return Object.fromEntries(rows.map(({ office_id, status, total }) => [`${office_id} ${status}`, total]))
}

describe('Handing over an application to another office', () => {
  it('makes it new there with the same deadline, and moves the counts of both offices', async () => {
    const { browser } = await office.specialist()
    const { id, number } = await office.taken(browser)
    const before = await office.row(id)
    expect(await counts()).toEqual({ '42 in_review': 1 })
    await handOver(browser, id)
    expect(browser.url).toBe('/office/applications')
    expect(browser.text).toContain(`Заявка № ${number} передана в другой ТОГС.`)
    expect(await office.row(id)).toMatchObject({
      status: 'submitted',
      office_id: 41,
      assigned_to: null,
      due_at: before.due_at,
      due_on: before.due_on,
    })
    expect(await counts()).toEqual({ '41 submitted': 1 })
    expect((await browser.open(`/office/applications/${id}`)).status).toBe(404)
    const there = await office.specialist({ office_id: 41 })
    await there.browser.open(`/office/applications/${id}`)
    expect(there.browser.text).toContain('КЕМЕРОВОСТАТ → КАМЧАТСТАТ')
    expect(there.browser.text).toContain(REASON)
    await there.browser.submit({}, { press: 'Взять в работу' })
    expect(there.browser.text).toContain('у вас в работе')
  })

  it('tells the applicant by letter, and is written down', async () => {
    const { browser, member } = await office.specialist()
    const { id, email, number } = await office.application()
    await handOver(browser, id)
    const [letter] = await office.db('outbox_letters').where({ kind: 'application_handed_over' })
    expect(letter).toMatchObject({
      recipient: email,
      subject: `Заявка на регистрацию № ${number} передана в другой ТОГС`,
    })
    expect(letter.body).toContain('КАМЧАТСТАТ')
    expect(letter.body).toContain('не позднее 26.11.2026')
    expect(letter.body).toContain(REASON)
    const last = (await historyOf(office.db, { kind: 'application', id })).at(-1)
    expect(last).toMatchObject({
      event: 'application.handed_over',
      actorId: member.id,
      details: { fromOffice: 42, toOffice: 41 },
    })
  })

  it('shows the letter before it goes, and sends the same', async () => {
    const { browser } = await office.specialist()
    const { id } = await office.application()
    await browser.open(`/office/applications/${id}/hand-over`)
    await browser.submit({ office: KAMCHATKA, reason: REASON }, { press: 'Показать письмо' })
    expect(browser.status).toBe(200)
    const shown = browser.$('.app-letter__text').text()
    expect(await office.db('outbox_letters')).toHaveLength(0)
    expect(browser.value('office')).toBe(KAMCHATKA)
    await browser.submit({}, { press: 'Передать заявку' })
    const [letter] = await office.db('outbox_letters')
    expect(shown).toContain('/registration/status/…')
    expect(letter.body.replace(/(status)\/\S+/, '$1/…')).toBe(shown)
  })

  it.each([
    [{ office: '' }, ['Выберите ТОГС, которому передаёте заявку']],
    [{ reason: '' }, ['Напишите, почему заявку должен рассматривать другой ТОГС']],
    [{ reason: 'Мало.' }, ['Причина слишком короткая: напишите не меньше 10 знаков']],
  ])('asks for an office and a reason: %#', async (values, sentences) => {
    const { browser } = await office.specialist()
    const { id } = await office.application()
    await handOver(browser, id, values)
    expect(browser.status).toBe(422)
    expect(browser.errors.map(({ text }) => text)).toEqual(sentences)
    expect(await office.row(id)).toMatchObject({ office_id: 42 })
  })

  it.each(['42', '999', '41; drop'])('refuses the own office and what is none: %s', async typed => {
    const { browser } = await office.specialist()
    const { id } = await office.application()
    await browser.open(`/office/applications/${id}/hand-over`)
    await browser.submit({ reason: REASON }, { forge: { office: typed } })
    expect(browser.status).toBe(422)
    expect(await office.row(id)).toMatchObject({ office_id: 42 })
  })

  it('is refused to a colleague while somebody reviews it, not to the administrator of the office', async () => {
    const { browser } = await office.specialist()
    const { id } = await office.taken(browser)
    const colleague = await office.specialist()
    await colleague.browser.open(`/office/applications/${id}/hand-over`)
    expect(colleague.browser.status).toBe(409)
    const admin = await office.specialist({ role: 'office_admin' })
    await handOver(admin.browser, id)
    expect(await office.row(id)).toMatchObject({ office_id: 41 })
  })

  it('pressed twice is one hand-over and one letter', async () => {
    const { browser } = await office.specialist()
    const { id } = await office.application()
    await browser.open(`/office/applications/${id}/hand-over`)
    const values = { office: KAMCHATKA, reason: REASON }
    await Promise.all([browser.tab().open('/office'), browser.submit(values)])
    await browser.open(`/office/applications/${id}/hand-over`)
    expect(browser.url).toBe('/office/applications')
    expect(browser.text).toContain('Заявка уже передана в другой ТОГС.')
    expect(await office.db('outbox_letters').where({ kind: 'application_handed_over' })).toHaveLength(1)
  })

  it('is not for other offices', async () => {
    const there = await office.specialist({ office_id: 41 })
    const { id } = await office.application()
    expect((await there.browser.open(`/office/applications/${id}/hand-over`)).status).toBe(404)
  })

  it('lasts when the applicant corrects the application without choosing another office', async () => {
    const applicant = await send(new Browser(office.app))
    const follow = applicant.url
    const { id } = await office.db('applications').first('id')
    const here = await office.specialist()
    await handOver(here.browser, id)
    const there = await office.specialist({ office_id: 41 })
    const returned = async (): Promise<void> => {
      await there.browser.open(`/office/applications/${id}`)
      await there.browser.submit({}, { press: 'Взять в работу' })
      await there.browser.open(`/office/applications/${id}/return`)
      await there.browser.submit({ 'remark-inn': 'Сверьте ИНН' }, { press: 'Вернуть на исправление' })
      await applicant.open(`${follow}/correct`)
    }
    await returned()
    await applicant.open('/registration/check')
    await handIn(applicant)
    expect(await office.row(id)).toMatchObject({ status: 'submitted', office_id: 41 })
    await returned()
    await applicant.submit({ officeCode: 'МОССТАТ' })
    await applicant.open('/registration/check')
    await handIn(applicant)
    expect(await office.row(id)).toMatchObject({ status: 'submitted', office_id: 77 })
  })
})
