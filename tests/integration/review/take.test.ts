import { NOW } from '../../support/app'
import { resendApplication } from '../../support/application-builder'
import { type Office, openOffice } from './office'

let office: Office

beforeEach(async () => {
  office = await openOffice()
})
afterEach(() => office.destroy())

describe('Taking an application', () => {
  it('gives it to the specialist and says so', async () => {
    const { browser, member } = await office.specialist()
    const { id, number } = await office.taken(browser)
    expect(browser.url).toBe(`/office/applications/${id}`)
    expect(browser.text).toContain(`Заявка № ${number} у вас в работе.`)
    expect(browser.text).toContain('вы, с 23.11.2026, 13:00 (МСК+4)')
    expect(await office.row(id)).toMatchObject({ status: 'in_review', assigned_to: member.id })
    expect(await office.db('audit_log').where({ event: 'application.taken' })).toMatchObject([
      { subject_id: id, actor_kind: 'staff', actor_id: member.id, at: NOW },
    ])
  })

  it('tells the second specialist who took it and when', async () => {
    const first = await office.specialist({ full_name: 'Первая Анна (тест)' })
    const second = await office.specialist()
    const { id, number } = await office.application()
    await first.browser.open(`/office/applications/${id}`)
    await second.browser.open(`/office/applications/${id}`)
    await first.browser.submit({}, { press: 'Взять в работу' })
    await second.browser.submit({}, { press: 'Взять в работу' })
    expect(second.browser.status).toBe(409)
    expect(second.browser.text).toContain(
      `Заявку № ${number} уже рассматривает Первая Анна (тест): взята 23.11.2026, 13:00 (МСК+4).`,
    )
    await second.browser.follow(`К заявке № ${number}`)
    expect(second.browser.url).toBe(`/office/applications/${id}`)
    expect(second.browser.text).toContain('Первая Анна (тест), с 23.11.2026, 13:00 (МСК+4)')
    expect(await office.row(id)).toMatchObject({ assigned_to: first.member.id })
  })

  it('goes to one of two who press at the same moment', async () => {
    const people = [await office.specialist(), await office.specialist()]
    const { id } = await office.application()
    for (const { browser } of people) await browser.open(`/office/applications/${id}`)
    await Promise.all(people.map(({ browser }) => browser.submit({}, { press: 'Взять в работу' })))
    expect(new Set(people.map(({ browser }) => browser.status))).toEqual(new Set([200, 409]))
    const winner = people.find(({ browser }) => browser.status === 200)
    expect(await office.row(id)).toMatchObject({ assigned_to: winner?.member.id })
    expect(await office.db('audit_log').where({ event: 'application.taken' })).toHaveLength(1)
  })

  it('pressed twice by the same specialist is taken once', async () => {
    const { browser } = await office.specialist()
    const { id, number } = await office.application()
    await browser.open(`/office/applications/${id}`)
    await Promise.all([
      browser.submit({}, { press: 'Взять в работу' }),
      browser.submit({}, { press: 'Взять в работу' }),
    ])
    expect(browser.status).toBe(200)
    expect(browser.text).toContain(`Заявка № ${number}`)
    expect(await office.db('audit_log').where({ event: 'application.taken' })).toHaveLength(1)
  })

  it('is refused once the applicant has withdrawn it', async () => {
    const { browser } = await office.specialist()
    const { id, number } = await office.application()
    await browser.open(`/office/applications/${id}`)
    await office.db('applications').where({ id }).update({ status: 'withdrawn' })
    await browser.submit({}, { press: 'Взять в работу' })
    expect(browser.status).toBe(409)
    expect(browser.text).toContain(`Заявитель отозвал заявку № ${number}`)
  })
})

describe('Releasing an application', () => {
  it('puts it back into the queue', async () => {
    const { browser } = await office.specialist()
    const { id, number } = await office.taken(browser)
    await browser.submit({}, { press: 'Вернуть в очередь' })
    expect(browser.url).toBe('/office/applications')
    expect(browser.text).toContain(`Заявка № ${number} возвращена в очередь.`)
    expect(await office.row(id)).toMatchObject({ status: 'submitted', assigned_to: null })
  })

  it('is offered neither to another specialist nor for a new application', async () => {
    const holder = await office.specialist()
    const { id } = await office.taken(holder.browser)
    const other = await office.specialist()
    await other.browser.open(`/office/applications/${id}`)
    expect(other.browser.text).not.toContain('Вернуть в очередь')
    await other.browser.open(`/office/applications/${(await office.application()).id}`)
    expect(other.browser.text).not.toContain('Вернуть в очередь')
  })

  it('is refused to who was an administrator when the page was opened', async () => {
    const holder = await office.specialist({ full_name: 'Держатель Иван (тест)' })
    const { id, number } = await office.taken(holder.browser)
    const { browser, member } = await office.specialist({ role: 'office_admin' })
    await browser.open(`/office/applications/${id}`)
    await office.db('staff').where({ id: member.id }).update({ role: 'specialist' })
    await browser.submit({}, { press: 'Вернуть в очередь' })
    expect(browser.status).toBe(409)
    expect(browser.text).toContain(`Заявку № ${number} уже рассматривает Держатель Иван (тест)`)
    expect(await office.row(id)).toMatchObject({ status: 'in_review', assigned_to: holder.member.id })
  })

  it('is open to an administrator of the office, when somebody fell ill', async () => {
    const holder = await office.specialist()
    const { id } = await office.taken(holder.browser)
    const admin = await office.specialist({ role: 'office_admin' })
    await admin.browser.open(`/office/applications/${id}`)
    await admin.browser.submit({}, { press: 'Вернуть в очередь' })
    expect(await office.row(id)).toMatchObject({ status: 'submitted', assigned_to: null })
    const record = await office.db('audit_log').where({ event: 'application.released' }).first()
    expect(JSON.parse(record.details)).toMatchObject({ assignedTo: holder.member.id })
  })
})

it('an application that was corrected is new again and belongs to nobody', async () => {
  const { browser } = await office.specialist()
  const { id } = await office.taken(browser)
  await browser.follow('Вернуть на исправление')
  await browser.submit({ 'remark-inn': 'Проверьте ИНН' })
  await resendApplication(office.deps, id)
  expect(await office.row(id)).toMatchObject({ status: 'submitted', assigned_to: null, submissions: 2 })
})
