import type { Browser } from '../../support/browser'
import { buildOrganisation } from '../../support/builders'
import { signIn } from '../../support/sign-in'
import { type Office, openOffice } from './office'

let office: Office

beforeEach(async () => {
  office = await openOffice()
})
afterEach(() => office.destroy())

const numbers = (browser: Browser): string[] =>
  browser
    .$('main tbody tr th')
    .toArray()
    .map(cell => browser.$(cell).text().trim())

const open = (browser: Browser, query = ''): Promise<Browser> => browser.open(`/office/applications${query}`)

const filter = async (browser: Browser, values: Record<string, string>): Promise<string[]> => {
  await browser.submit(values, { press: 'Показать' })
  return numbers(browser)
}

describe('The filters of the queue', () => {
  it('narrow a list by channel, type, signature, differences from the register and specialist', async () => {
    const { browser, member } = await office.specialist()
    const plain = await office.application()
    const letter = await office.application()
    await office.db('applications').where({ id: letter.id }).update({ channel: 'letter' })
    const branch = await office.application({ general: { enterpriseType: 'branch' } })
    const signed = await office.application()
    await office.db('applications').where({ id: signed.id }).update({ signed: true })
    const { okpo } = await buildOrganisation(office.db, { short_name: 'ООО «Иное»' })
    const differing = await office.application({ okpo })
    await open(browser)
    expect(await filter(browser, { channel: 'letter' })).toEqual([letter.number])
    expect(await filter(browser, { channel: '', type: 'branch' })).toEqual([branch.number])
    expect(await filter(browser, { type: '', signed: 'yes' })).toEqual([signed.number])
    expect(await filter(browser, { signed: 'no', differs: 'yes' })).toEqual([differing.number])
    expect(await filter(browser, { differs: 'no', type: 'legal', channel: 'web' })).toEqual([plain.number])
    await browser.follow('Сбросить отбор')
    expect(numbers(browser)).toHaveLength(5)
    await office.db('applications').where({ id: plain.id }).update({ kind: 'change' })
    expect(await filter(browser, { kind: 'change' })).toEqual([`${plain.number} изменение данных`])
    await browser.follow('Сбросить отбор')
    const mine = await office.taken(browser)
    await open(browser, '?list=all')
    expect(await filter(browser, { who: 'me' })).toEqual([mine.number])
    expect(await filter(browser, { who: 'none' })).toHaveLength(5)
    const colleague = await office.specialist({ full_name: 'Другая Ольга (тест)' })
    await open(colleague.browser, '?list=all')
    expect(await filter(colleague.browser, { who: String(member.id) })).toEqual([mine.number])
  })

  it('say in words what is not usual about an application', async () => {
    const { browser } = await office.specialist()
    const { id } = await office.application()
    await office.db('applications').where({ id }).update({ channel: 'letter', signed: true, differs: true })
    await open(browser)
    expect(browser.text).toContain('письмом, подписана, отличается от регистра')
  })

  it('stay on from list to list, and in the head of the table that sorts', async () => {
    const { browser } = await office.specialist()
    const early = await office.application({ at: '2026-11-17T06:00:00.000Z' })
    const late = await office.application({ at: '2026-11-19T06:00:00.000Z' })
    await open(browser)
    await filter(browser, { channel: 'web', signed: 'no' })
    expect(numbers(browser)).toEqual([early.number, late.number])
    expect(browser.$('th[aria-sort]').text()).toContain('Срок')
    await browser.follow('Срок ↑')
    expect(numbers(browser)).toEqual([late.number, early.number])
    await browser.follow('Отправлена')
    expect(numbers(browser)).toEqual([early.number, late.number])
    expect(browser.$('th[aria-sort=ascending]').text()).toContain('Отправлена')
    expect(browser.value('channel')).toBe('web')
    await browser.follow('На рассмотрении (0)')
    expect(browser.value('signed')).toBe('no')
  })

  it('are remembered for each member of staff, also after signing in anew', async () => {
    const { browser, member } = await office.specialist()
    const other = await office.specialist()
    await office.application()
    await open(browser, '?list=all')
    await filter(browser, { signed: 'yes' })
    await open(browser)
    expect(browser.$('nav [aria-current=page]').last().text()).toBe('Все (1)')
    expect(browser.value('signed')).toBe('yes')
    const again = await signIn(office.app, member.login, '/office/sign-in')
    await open(again)
    expect(again.value('signed')).toBe('yes')
    await open(other.browser)
    expect(other.browser.value('signed')).toBe('')
  })

  it('pass over whatever an address makes up', async () => {
    const { browser } = await office.specialist()
    const { number } = await office.application()
    for (const query of [
      '?list=submitted&channel=fax',
      '?signed=yes&signed=no',
      '?type=%27;--',
      '?who=9999999999999',
      '?list=submitted&sort=number',
      '?list=submitted&choose=some',
    ]) {
      await open(browser, query)
      expect([query, browser.status, numbers(browser)]).toEqual([query, 200, [number]])
    }
  })

  it('show the applications that are due today by the clock of the office', async () => {
    const { browser } = await office.specialist()
    const { number } = await office.application()
    await office.application({ at: '2026-11-24T06:00:00.000Z' })
    office.setNow('2026-11-26T16:59:00.000Z')
    const fresh = await signIn(office.app, (await office.specialist()).member.login, '/office/sign-in')
    await open(fresh, '?list=today')
    expect(numbers(fresh)).toEqual([number])
    expect(browser.status).toBe(200)
  })
})

describe('«Следующая заявка»', () => {
  it('goes on in the list and the filter where the work was', async () => {
    const { browser } = await office.specialist()
    const sent: string[] = []
    for (const day of [16, 17, 18, 19])
      sent.push((await office.application({ at: `2026-11-${day}T06:00:00.000Z` })).number)
    const [first, second, third, fourth] = sent
    await office.db('applications').where({ number: third }).update({ signed: true })
    await open(browser)
    await filter(browser, { signed: 'no' })
    await browser.follow('Следующая заявка')
    expect(browser.heading).toBe(`Заявка № ${first}`)
    await browser.follow('Следующая заявка')
    expect(browser.heading).toBe(`Заявка № ${second}`)
    await browser.follow('Следующая заявка')
    expect(browser.heading).toBe(`Заявка № ${fourth}`)
    await browser.follow('Следующая заявка')
    expect(browser.heading).toBe(`Заявка № ${first}`)
  })

  it('follows a decision with one press', async () => {
    const { browser } = await office.specialist()
    const one = await office.taken(browser)
    const two = await office.taken(browser)
    await open(browser, '?list=mine')
    await browser.open(`/office/applications/${one.id}/reject`)
    await browser.submit(
      { reason: 'other', explanation: 'Сведения не подтвердились.' },
      { press: 'Отклонить и открыть следующую' },
    )
    expect(browser.heading).toBe(`Заявка № ${two.number}`)
    expect(browser.html).toContain(`Заявка № ${one.number} отклонена`)
  })

  it('leads back to the queue and says so when there is no other', async () => {
    const { browser } = await office.specialist()
    const { id, number } = await office.taken(browser)
    await open(browser, '?list=mine')
    await browser.open(`/office/applications/${id}/reject`)
    await browser.submit(
      { reason: 'other', explanation: 'Сведения не подтвердились.' },
      { press: 'Отклонить и открыть следующую' },
    )
    expect(browser.url).toBe('/office/applications')
    expect(browser.text).toContain(`Заявка № ${number} отклонена. Причина отправлена заявителю. Других заявок`)
  })

  it.each(['abc', '0', '999999999999', '1;2'])('takes «after=%s» for the beginning of the list', async after => {
    const { browser } = await office.specialist()
    const { number } = await office.application()
    await browser.open(`/office/applications/next?after=${after}`)
    expect(browser.heading).toBe(`Заявка № ${number}`)
  })
})
