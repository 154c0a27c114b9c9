import { NOW } from '../../support/app'
import { type Office, openOffice } from './office'

const EXPLANATION = 'Организация подала заявку не в свой орган: обратитесь в КАМЧАТСТАТ.'

let office: Office

beforeEach(async () => {
  office = await openOffice()
})
afterEach(() => office.destroy())

describe('Rejecting an application', () => {
  it('stores the reason and the words, forgets the password and leads back to the queue', async () => {
    const { browser, member } = await office.specialist()
    const { id, number } = await office.taken(browser)
    await browser.follow('Отклонить')
    await browser.submit({ reason: 'wrong_office', explanation: EXPLANATION })
    expect(browser.url).toBe('/office/applications')
    expect(browser.text).toContain(`Заявка № ${number} отклонена. Причина отправлена заявителю.`)
    expect(await office.row(id)).toMatchObject({
      status: 'rejected',
      reason_code: 'wrong_office',
      decision_text: EXPLANATION,
      decided_at: NOW,
      decided_by: member.id,
      password_hash: null,
    })
  })

  it('writes a letter with the reason and the words', async () => {
    const { browser } = await office.specialist()
    const { id, number, email } = await office.taken(browser)
    await browser.follow('Отклонить')
    await browser.submit({ reason: 'wrong_office', explanation: EXPLANATION })
    const letters = await office.db('outbox_letters').where({ kind: 'application_rejected' })
    expect(letters).toMatchObject([
      {
        dedupe_key: `application_rejected:${id}:1`,
        recipient: email,
        subject: `Заявка на регистрацию № ${number} отклонена`,
      },
    ])
    expect(letters[0].body).toContain('Причина: Организация относится к другому территориальному органу.')
    expect(letters[0].body).toContain(EXPLANATION)
    expect(letters[0].body).toMatch(/http:\/\/localhost:3000\/registration\/status\/\S+/)
  })

  it('shows who rejected it and why on the page of the application', async () => {
    const { browser } = await office.specialist({ full_name: 'Первая Анна (тест)' })
    const { id } = await office.taken(browser)
    await browser.follow('Отклонить')
    await browser.submit({ reason: 'wrong_office', explanation: EXPLANATION })
    await browser.open(`/office/applications/${id}`)
    expect(browser.text).toContain(
      `Заявка отклонена 23.11.2026, 13:00 (МСК+4), Первая Анна (тест) Организация относится к другому территориальному органу. ${EXPLANATION}`,
    )
    expect(browser.$('main form')).toHaveLength(0)
  })

  it('puts the text of the reason into the explanation, with its places filled in', async () => {
    const { browser } = await office.specialist()
    const { id, number } = await office.taken(browser)
    await office
      .db('rejection_reasons')
      .where({ code: 'other' })
      .update({ template: 'Заявка № {номер} не подходит: {тогс}.' })
    await browser.follow('Отклонить')
    await browser.submit({ reason: 'other' }, { press: 'Подставить текст причины' })
    expect(browser.value('explanation')).toBe(`Заявка № ${number} не подходит: КЕМЕРОВОСТАТ.`)
    await browser.submit({ explanation: 'Мои слова.' }, { press: 'Подставить текст причины' })
    expect(browser.value('explanation')).toBe(`Мои слова.\n\nЗаявка № ${number} не подходит: КЕМЕРОВОСТАТ.`)
    await browser.submit({}, { press: 'Показать письмо' })
    const shown = browser.$('.app-letter__text').text()
    expect((await office.row(id)).status).toBe('in_review')
    await browser.submit()
    const [letter] = await office.db('outbox_letters').where({ kind: 'application_rejected' })
    expect(letter.body.replace(/(status)\/\S+/, '$1/…')).toBe(shown)
  })

  it('offers the reasons that are in use; a closed one stays readable where it was given', async () => {
    const { browser } = await office.specialist()
    const { id } = await office.taken(browser)
    await browser.follow('Отклонить')
    await browser.submit({ reason: 'wrong_office', explanation: EXPLANATION })
    await office.db('rejection_reasons').where({ code: 'wrong_office' }).update({ closed_at: NOW })
    await browser.open(`/office/applications/${id}`)
    expect(browser.text).toContain('Организация относится к другому территориальному органу')
    await office.taken(browser)
    await browser.follow('Отклонить')
    expect(browser.$('[name=reason]').toArray()).toHaveLength(4)
    await browser.submit({ explanation: EXPLANATION }, { forge: { reason: 'wrong_office' } })
    expect(browser.errors).toEqual([{ field: 'reason', text: 'Выберите причину отказа' }])
  })

  it.each([
    [{}, ['Выберите причину отказа', 'Объясните заявителю, почему заявка отклонена и что ему делать дальше']],
    [{ reason: 'other', explanation: 'Нет.' }, ['Объяснение слишком короткое: напишите не меньше 10 знаков']],
    [
      { reason: 'other', explanation: 'Нет.'.padEnd(30) },
      ['Объяснение слишком короткое: напишите не меньше 10 знаков'],
    ],
    [{ reason: 'other', explanation: 'я'.repeat(2001) }, ['Объяснение не длиннее 2000 знаков: сократите его']],
  ])('asks for both: %#', async (values, sentences) => {
    const { browser } = await office.specialist()
    const { id } = await office.taken(browser)
    await browser.follow('Отклонить')
    await browser.submit(values)
    expect(browser.status).toBe(422)
    expect(browser.errors.map(({ text }) => text)).toEqual(sentences)
    expect(browser.value('explanation')).toBe((values as { explanation?: string }).explanation ?? '')
    expect((await office.row(id)).status).toBe('in_review')
  })

  it('refuses a reason that is not in the list', async () => {
    const { browser } = await office.specialist()
    await office.taken(browser)
    await browser.follow('Отклонить')
    await browser.submit({ explanation: EXPLANATION }, { forge: { reason: 'toString' } })
    expect(browser.errors).toEqual([{ field: 'reason', text: 'Выберите причину отказа' }])
  })

  it('pressed twice is one rejection and one letter', async () => {
    const { browser } = await office.specialist()
    const { id, number } = await office.taken(browser)
    await browser.follow('Отклонить')
    const values = { reason: 'other', explanation: EXPLANATION }
    await Promise.all([browser.submit(values), browser.submit(values)])
    await browser.open(`/office/applications/${id}/reject`)
    expect(browser.url).toBe(`/office/applications/${id}`)
    expect(browser.text).toContain(`Заявка № ${number} уже отклонена.`)
    expect(await office.db('outbox_letters').where({ kind: 'application_rejected' })).toHaveLength(1)
    expect(await office.db('audit_log').where({ event: 'application.rejected' })).toHaveLength(1)
  })

  it('lets the ОКПО apply again', async () => {
    const { browser } = await office.specialist()
    const { okpo } = await office.taken(browser)
    await browser.follow('Отклонить')
    await browser.submit({ reason: 'other', explanation: EXPLANATION })
    expect((await office.application({ okpo })).status).toBe('submitted')
  })
})
