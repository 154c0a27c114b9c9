import type { Browser } from '../../support/browser'
import { type Office, openOffice } from './office'

let office: Office

beforeEach(async () => {
  office = await openOffice()
})
afterEach(() => office.destroy())

const lines = (browser: Browser): string[][] =>
  browser
    .$('main tbody tr')
    .toArray()
    .map(row =>
      browser
        .$(row)
        .find('th, td')
        .toArray()
        .map(cell => browser.$(cell).text().trim()),
    )

const ids = (...applications: { id: number }[]): string[] => applications.map(({ id }) => String(id))

describe('Several applications at once', () => {
  it('are taken, and each line tells what happened to it', async () => {
    const { browser, member } = await office.specialist()
    const other = await office.specialist({ full_name: 'Другая Ольга (тест)' })
    const [one, two, gone] = [await office.application(), await office.application(), await office.application()]
    await browser.open('/office/applications')
    await other.browser.open(`/office/applications/${two.id}`)
    await other.browser.submit({}, { press: 'Взять в работу' })
    await other.browser.open(`/office/applications/${gone.id}/hand-over`)
    await other.browser.submit({ office: '41', reason: 'Организация с Камчатки.' })
    await browser.submit({ ids: ids(one, two, gone) }, { press: 'Взять отмеченные в работу' })
    expect(browser.url).toBe('/office/applications/batch')
    expect(browser.text).toContain('Выполнено: 1 из 3.')
    expect(lines(browser)).toEqual([
      [`№ ${one.number}`, 'выполнено', 'Взята в работу.'],
      [
        `№ ${two.number}`,
        'не выполнено',
        expect.stringContaining(`Заявку № ${two.number} уже рассматривает Другая Ольга (тест)`),
      ],
      ['Недоступна', 'не выполнено', 'Заявки нет в вашем ТОГС: возможно, её уже передали в другой.'],
    ])
    expect(await office.row(one.id)).toMatchObject({ status: 'in_review', assigned_to: member.id })
    await browser.open('/office/applications/batch')
    expect(browser.url).toBe('/office/applications')
  })

  it('are all ticked by one link', async () => {
    const { browser } = await office.specialist()
    await office.application()
    await office.application()
    await browser.open('/office/applications')
    expect(browser.$('[name=ids]:checked')).toHaveLength(0)
    await browser.follow('Отметить все на странице')
    expect(browser.$('[name=ids]:checked')).toHaveLength(2)
    await browser.submit({}, { press: 'Взять отмеченные в работу' })
    expect(browser.text).toContain('Выполнено: 2 из 2.')
  })

  it('need a tick', async () => {
    const { browser } = await office.specialist()
    await office.application()
    await browser.open('/office/applications')
    await browser.submit({}, { press: 'Взять отмеченные в работу' })
    expect(browser.text).toContain('Заявки не выбраны: отметьте их в таблице')
  })

  it('are handed over with one reason and a letter each', async () => {
    const { browser } = await office.specialist()
    const other = await office.specialist()
    const [one, two] = [await office.application(), await office.application()]
    await browser.open('/office/applications')
    await browser.submit({ ids: ids(one, two) }, { press: 'Передать отмеченные в другой ТОГС' })
    expect(browser.heading).toBe('Передать заявки в другой ТОГС')
    const values = { office: '41', reason: 'Организации с Камчатки.' }
    await browser.submit(values, { press: 'Показать письмо' })
    expect(browser.$('.app-letter__text').text()).toContain(one.number)
    await other.browser.open(`/office/applications/${two.id}`)
    await other.browser.submit({}, { press: 'Взять в работу' })
    await browser.submit(values, { press: 'Передать заявки' })
    expect(lines(browser)).toEqual([
      [`№ ${one.number}`, 'выполнено', 'Передана, заявителю отправлено письмо.'],
      [`№ ${two.number}`, 'не выполнено', expect.stringContaining('уже рассматривает')],
    ])
    expect(await office.row(one.id)).toMatchObject({ office_id: 41, status: 'submitted' })
    expect(await office.db('outbox_letters').where({ kind: 'application_handed_over' })).toHaveLength(1)
    expect(await office.db('application_counts').whereNot({ total: 0 }).orderBy('office_id')).toMatchObject([
      { office_id: 41, status: 'submitted', total: 1 },
      { office_id: 42, status: 'in_review', total: 1 },
    ])
  })

  it('pressed twice at once are taken once', async () => {
    const { browser } = await office.specialist()
    const one = await office.application()
    await browser.open('/office/applications')
    const tab = browser.tab()
    await tab.open('/office/applications')
    await Promise.all([
      browser.submit({ ids: ids(one) }, { press: 'Взять отмеченные в работу' }),
      tab.submit({ ids: ids(one) }, { press: 'Взять отмеченные в работу' }),
    ])
    expect(await office.db('audit_log').where({ event: 'application.taken' })).toHaveLength(1)
  })

  it('of another office are not touched, and errors keep what was chosen', async () => {
    const { browser } = await office.specialist()
    const foreign = await office.application({ officeId: 41 })
    const own = await office.application()
    await browser.open('/office/applications')
    await browser.submit({}, { press: 'Взять отмеченные в работу', forge: { ids: String(foreign.id) } })
    expect(browser.text).toContain('Выполнено: 0 из 1.')
    expect(browser.text).not.toContain(foreign.number)
    expect((await browser.open(`/office/applications/hand-over?ids=${foreign.id}`)).status).toBe(404)
    await browser.open(`/office/applications/hand-over?ids=${own.id},${foreign.id},x`)
    await browser.submit({ office: '', reason: '' }, { press: 'Передать заявки' })
    expect(browser.status).toBe(422)
    expect(browser.$('[name=ids]').toArray()).toHaveLength(1)
  })

  it('keep the ticks when the token ran out', async () => {
    const { browser } = await office.specialist()
    const [one, two] = [await office.application(), await office.application()]
    await browser.open('/office/applications')
    await browser.submit({ ids: ids(one, two) }, { press: 'Взять отмеченные в работу', forge: { _csrf: 'stale' } })
    expect(browser.status).toBe(403)
    await browser.submit()
    expect(browser.text).toContain('Выполнено: 2 из 2.')
  })
})
