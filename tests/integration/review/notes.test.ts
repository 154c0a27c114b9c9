import { type Office, openOffice } from './office'

let office: Office

beforeEach(async () => {
  office = await openOffice()
})
afterEach(() => office.destroy())

describe('Notes on an application', () => {
  it('are written and read by colleagues, with author and time', async () => {
    const { browser } = await office.specialist({ full_name: 'Первая Анна (тест)' })
    const { id } = await office.application()
    await browser.open(`/office/applications/${id}`)
    await browser.follow('Добавить заметку')
    await browser.submit({ text: 'Звонили в организацию.\nОбещали <b>перезвонить</b>.' })
    expect(browser.url).toBe(`/office/applications/${id}`)
    const colleague = await office.specialist()
    await colleague.browser.open(`/office/applications/${id}`)
    expect(colleague.browser.$('ol[aria-label="Служебные заметки"]').text().replace(/\s+/g, ' ').trim()).toBe(
      'Заметка 23.11.2026, 13:00 (МСК+4), Первая Анна (тест) Звонили в организацию. Обещали <b>перезвонить</b>.',
    )
    expect(await office.db('audit_log').where({ event: 'application.note_added', subject_id: id })).toHaveLength(1)
  })

  it('are not for other offices, and never shown to the applicant', async () => {
    const { browser } = await office.specialist()
    const there = await office.specialist({ office_id: 41 })
    const { id } = await office.application()
    await browser.open(`/office/applications/${id}/notes`)
    await browser.submit({ text: 'Тайная заметка' })
    expect((await there.browser.open(`/office/applications/${id}/notes`)).status).toBe(404)
    await browser.open(`/office/applications/${id}`)
    await browser.submit({}, { press: 'Взять в работу' })
    await browser.open(`/office/applications/${id}/reject`)
    await browser.submit({ reason: 'other', explanation: 'Сведения не подтвердились.' })
    const [letter] = await office.db('outbox_letters').where({ kind: 'application_rejected' })
    const follow = new URL(/http\S+\/status\/\S+/.exec(letter.body)?.[0] as string).pathname
    const visitor = browser.tab()
    await visitor.open(follow)
    expect(visitor.status).toBe(200)
    expect(visitor.html).not.toContain('Тайная')
    expect(letter.body).not.toContain('Тайная')
  })

  it.each([
    ['', 'Напишите заметку'],
    ['   ', 'Напишите заметку'],
    ['я'.repeat(2001), 'Заметка не длиннее 2000 знаков: сократите её'],
  ])('must say something: %#', async (text, sentence) => {
    const { browser } = await office.specialist()
    const { id } = await office.application()
    await browser.open(`/office/applications/${id}/notes`)
    await browser.submit({ text })
    expect(browser.errors).toEqual([{ field: 'text', text: sentence }])
    expect(await office.db('application_notes')).toHaveLength(0)
  })

  it('stay as they are: the database refuses to change or remove them', async () => {
    const { browser } = await office.specialist()
    const { id } = await office.application()
    await browser.open(`/office/applications/${id}/notes`)
    await browser.submit({ text: 'Как есть' })
    const refused = { message: expect.stringContaining('append-only') }
    await expect(office.db('application_notes').update({ text: 'Иначе' })).rejects.toMatchObject(refused)
    await expect(office.db('application_notes').delete()).rejects.toMatchObject(refused)
  })
})
