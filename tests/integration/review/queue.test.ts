import { NOW } from '../../support/app'
import { resendApplication } from '../../support/application-builder'
import { buildCrowd } from '../../support/application-crowd'
import type { Browser } from '../../support/browser'
import { buildStaff } from '../../support/builders'
import { type Office, openOffice } from './office'

const HOUR = 3_600_000
const DAY = 24 * HOUR

let office: Office

beforeEach(async () => {
  office = await openOffice()
})
afterEach(() => office.destroy())

const cells = (browser: Browser): string[][] =>
  browser
    .$('main tbody tr')
    .toArray()
    .map(row =>
      browser
        .$(row)
        .find('th, td')
        .toArray()
        .map(cell => browser.$(cell).text().replace(/\s+/g, ' ').trim()),
    )

const numbers = (browser: Browser): string[] => cells(browser).map(([number]) => number as string)

const links = (browser: Browser): string[] =>
  browser
    .$('nav[aria-label="Списки заявок"] a')
    .toArray()
    .map(link => browser.$(link).text())

const open = (browser: Browser, query = ''): Promise<Browser> => browser.open(`/office/applications${query}`)

const find = async (browser: Browser, q: string): Promise<string[]> => {
  await open(browser)
  await browser.submit({ q }, { press: 'Найти' })
  expect(browser.status).toBe(200)
  return numbers(browser)
}

describe('The queue', () => {
  it('shows what was sent to the own office, and nothing of others', async () => {
    const { browser } = await office.specialist()
    const { number, okpo } = await office.application()
    const other = await office.application({ officeId: 41 })
    await open(browser)
    expect(cells(browser)).toEqual([
      [number, okpo, 'ООО «Пример»', 'Юридическое лицо', '23.11.2026', '26.11.2026', 'Отправлена', ''],
    ])
    expect(browser.html).not.toContain(other.number)
    await browser.follow(number)
    expect(browser.heading).toBe(`Заявка № ${number}`)
  })

  it('has a link with a count for every list', async () => {
    const { browser } = await office.specialist()
    await office.application({ officeId: 41 })
    const waiting = await office.application({ at: '2026-11-09T06:00:00.000Z' })
    await office.taken(browser)
    const { id } = await office.taken(browser)
    await browser.open(`/office/applications/${id}/reject`)
    await browser.submit({ reason: 'other', explanation: 'Сведения не подтвердились.' })
    await open(browser)
    expect(links(browser)).toEqual([
      'Новые (1)',
      'На рассмотрении (1)',
      'Мои (1)',
      'Срок сегодня (0)',
      'Просроченные (1)',
      'Возвращены (0)',
      'Одобрены (0)',
      'Отклонены (1)',
      'Отозваны (0)',
      'Все (3)',
    ])
    expect(browser.$('nav[aria-label="Списки заявок"] [aria-current=page]').text()).toBe('Новые (1)')
    expect(numbers(browser)).toEqual([waiting.number])
  })

  it('shows each list by its link', async () => {
    const { browser } = await office.specialist()
    const other = await office.specialist({ full_name: 'Другая Ольга (тест)' })
    const fresh = await office.application()
    const mine = await office.taken(browser)
    const hers = await office.taken(other.browser)
    const expected: [string, string[]][] = [
      ['Новые (1)', [fresh.number]],
      ['На рассмотрении (2)', [mine.number, hers.number]],
      ['Мои (1)', [mine.number]],
      ['Просроченные (0)', ['Заявок нет']],
      ['Возвращены (0)', ['Заявок нет']],
      ['Все (3)', [hers.number, mine.number, fresh.number]],
    ]
    await open(browser)
    for (const [link, found] of expected) {
      await browser.follow(link)
      expect(numbers(browser)).toEqual(found)
      expect(browser.$('nav [aria-current=page]').text()).toContain(link)
    }
    expect(cells(browser).map(row => row.at(-1))).toEqual(['Другая Ольга (тест)', 'Вы', ''])
  })

  it('is sorted by deadline while open, the newest first when closed', async () => {
    const { browser } = await office.specialist()
    const sent: Record<string, string> = {}
    for (const at of ['2026-11-18', '2026-11-16', '2026-11-20'])
      sent[at] = (await office.application({ at: `${at}T06:00:00.000Z` })).number
    await open(browser)
    expect(numbers(browser)).toEqual([sent['2026-11-16'], sent['2026-11-18'], sent['2026-11-20']])
    await office.db('applications').update({ status: 'withdrawn' })
    await open(browser, '?list=withdrawn')
    expect(numbers(browser)).toEqual([sent['2026-11-20'], sent['2026-11-18'], sent['2026-11-16']])
  })

  it('names a deadline that is today or past by a word, by the clock of the office', async () => {
    const { due_at } = await office.row((await office.application()).id)
    const end = Date.parse(String(due_at))
    const word = async (moment: number): Promise<string | undefined> => {
      office.setNow(new Date(moment).toISOString())
      const { browser: fresh } = await office.specialist()
      return cells(await open(fresh))[0]?.[5]
    }
    expect(new Date(end).toISOString()).toBe('2026-11-26T17:00:00.000Z')
    expect(await word(end - DAY - 1)).toBe('26.11.2026')
    expect(await word(end - DAY)).toBe('26.11.2026 сегодня')
    expect(await word(end - 1)).toBe('26.11.2026 сегодня')
    expect(await word(end)).toBe('26.11.2026 просрочена')
  })

  it('counts as overdue what waits for the office, not what waits for the applicant', async () => {
    const { browser } = await office.specialist()
    const at = '2026-11-09T06:00:00.000Z'
    const waiting = await office.application({ at })
    const taken = await office.taken(browser, { at })
    const returned = await office.taken(browser, { at })
    await browser.open(`/office/applications/${returned.id}/return`)
    await browser.submit({ 'remark-inn': 'Сверьте ИНН' })
    await open(browser, '?list=overdue')
    expect(numbers(browser)).toEqual([waiting.number, taken.number])
    await resendApplication(office.deps, returned.id)
    await open(browser, '?list=overdue')
    expect(numbers(browser)).toEqual([waiting.number, taken.number])
  })

  it.each([
    '?list=draft',
    '?list=toString',
    '?list=',
    '?list=mine&list=all',
    '?cursor=nonsense',
    '?cursor=WyJhZnRlciIsMSwyXQ',
  ])('takes %s for the first page of new ones', async query => {
    const { browser } = await office.specialist()
    const { number } = await office.application()
    await open(browser, query)
    expect(browser.status).toBe(200)
    expect(numbers(browser)).toEqual([number])
  })
})

describe('Pages of the queue', () => {
  /** Every number from the first page to the last, by «Следующая страница». */
  const walk = async (
    browser: Browser,
    between: (page: number) => Promise<unknown> = async () => {},
  ): Promise<string[]> => {
    const seen = numbers(browser)
    for (let page = 1; browser.$('a[rel=next]').length > 0; page += 1) {
      await between(page)
      await browser.follow('Следующая страница')
      seen.push(...numbers(browser))
    }
    return seen
  }

  it('of 50 visit every application once while others are sent and taken', async () => {
    const { browser, member } = await office.specialist()
    await buildCrowd(office.db, { rows: 5000, staff: [member.id], offices: [42, 41], until: new Date(NOW) })
    const before: string[] = await office
      .db('applications')
      .where({ status: 'submitted', office_id: 42 })
      .orderBy(['due_at', 'id'])
      .pluck('number')
    expect(before.length).toBeGreaterThan(125)
    await open(browser)
    expect(numbers(browser)).toEqual(before.slice(0, 50))
    const seen = await walk(browser, async page => {
      // Sent long ago and sent now: one lands before the reader, one after.
      await office.application({ at: '2026-11-09T06:00:00.000Z' })
      await office.application()
      await office
        .db('applications')
        .where({ number: before[page] })
        .update({ status: 'in_review', assigned_to: member.id })
    })
    expect(seen.filter(number => before.includes(number))).toEqual(before)
    expect(new Set(seen).size).toBe(seen.length)
  })

  it('lead back to the first', async () => {
    const { browser, member } = await office.specialist()
    await buildCrowd(office.db, { rows: 400, staff: [member.id], offices: [42, 41], until: new Date(NOW) })
    await open(browser, '?list=all')
    const first = numbers(browser)
    await browser.follow('Следующая страница')
    expect(browser.url).toContain('list=all')
    const second = numbers(browser)
    await browser.follow('Следующая страница')
    await browser.follow('Предыдущая страница')
    expect(numbers(browser)).toEqual(second)
    await browser.follow('Предыдущая страница')
    expect(numbers(browser)).toEqual(first)
    expect(browser.$('a[rel=prev]')).toHaveLength(0)
  })

  it('say «больше 99» instead of counting a backlog', async () => {
    const { browser, member } = await office.specialist()
    await buildCrowd(office.db, {
      rows: 4000,
      staff: [member.id],
      offices: [42, 41],
      until: new Date(Date.parse(NOW) - 30 * DAY),
    })
    await open(browser)
    expect(links(browser).slice(0, 5)).toEqual([
      expect.stringMatching(/Новые \(1\d\d\)/),
      expect.any(String),
      'Мои (больше 99)',
      'Срок сегодня (0)',
      'Просроченные (больше 99)',
    ])
  })
})

describe('The search', () => {
  it('finds an application by its number in any writing, whatever its state', async () => {
    const { browser } = await office.specialist()
    const { number } = await office.taken(browser)
    await office.application()
    for (const typed of [number, ` № ${number} `, number.replace('-', '–'), number.replace('-', ' - ')])
      expect(await find(browser, typed)).toEqual([number])
    expect(browser.value('q')).toBe(number.replace('-', ' - '))
    await browser.follow('Закрыть поиск')
    expect(browser.url).toBe('/office/applications')
  })

  it('finds it by the whole ОКПО or ИНН, or by how they begin', async () => {
    const { browser } = await office.specialist()
    const one = await office.application({ okpo: '77360511', general: { inn: '7708503727' } })
    const other = await office.application({ okpo: '12345670' })
    await office.application({ okpo: '55555557', general: { inn: '5000000000' } })
    expect(await find(browser, '77360511')).toEqual([one.number])
    expect(await find(browser, '7736050003')).toEqual([other.number])
    expect(await find(browser, '77 36')).toEqual([other.number, one.number])
    expect(await find(browser, '7')).toEqual([other.number, one.number])
    expect(await find(browser, '99999999999999')).toEqual(['Ничего не найдено'])
    expect(await find(browser, '9')).toEqual(['Ничего не найдено'])
  })

  it('pages over what begins with the same digits, each once', async () => {
    const { browser, member } = await office.specialist()
    await buildCrowd(office.db, { rows: 200, staff: [member.id], offices: [42, 41], until: new Date(NOW) })
    await open(browser, '?q=1000')
    const seen = numbers(browser)
    while (browser.$('a[rel=next]').length > 0) {
      await browser.follow('Следующая страница')
      seen.push(...numbers(browser))
    }
    expect(seen).toHaveLength(160)
    expect(new Set(seen).size).toBe(160)
  })

  it('finds it by words of the name in any order, without regard to capitals, quotes and ё', async () => {
    const { browser } = await office.specialist()
    const { number } = await office.application({
      general: { shortName: 'ООО «Ёлка»', fullName: 'Общество с ограниченной ответственностью «Ёлка»' },
    })
    await office.application()
    for (const typed of ['ёлка', 'ЕЛКА ооо', '«Елка»', 'ёл', 'ответственностью ёлка общество'])
      expect(await find(browser, typed)).toEqual([number])
    for (const typed of ['ёлка ромашка', 'лка']) expect(await find(browser, typed)).toEqual(['Ничего не найдено'])
  })

  it.each([
    ['%', undefined],
    ['_', undefined],
    ['!', undefined],
    ['100%', 'Рост 100% в год'],
    ['б_а', 'А_Б'],
    ['"нет" OR черта*', undefined],
    ['черта*', 'Косая \\ черта'],
    ['42_нет', undefined],
    ['Ა ᲑᲒ', 'ООО ᲑᲒ Ა'],
    ['𐐀𐐁', 'ООО 𐐨𐐩'],
    ['near(а, б)', undefined],
    ["'", undefined],
    ['«»', undefined],
    ['%_!', undefined],
    ['; drop table applications', undefined],
  ])('takes %s for words and nothing else', async (typed, shortName) => {
    const { browser } = await office.specialist()
    await office.application()
    const { number } = await office.application({ general: { shortName: shortName ?? 'ООО «Другое»' } })
    expect(await find(browser, typed)).toEqual([shortName === undefined ? 'Ничего не найдено' : number])
  })

  it('does not find applications of other offices', async () => {
    const { browser } = await office.specialist()
    const { number, okpo, inn } = await office.application({ officeId: 41 })
    for (const typed of [number, okpo, inn, 'Пример']) expect(await find(browser, typed)).toEqual(['Ничего не найдено'])
  })

  it('is the queue again when nothing is typed', async () => {
    const { browser } = await office.specialist()
    const { number } = await office.application()
    expect(await find(browser, '  ')).toEqual([number])
    expect(browser.$('nav [aria-current=page]').last().text()).toBe('Новые (1)')
  })

  it('survives whatever is typed', async () => {
    const { browser } = await office.specialist()
    await office.application()
    for (const typed of [
      '\u0000',
      '😀',
      'я'.repeat(500),
      '1'.repeat(100),
      '-'.repeat(50),
      '2026-',
      '0',
      '\uFFFF',
      '%00',
      '<b>x</b>',
    ]) {
      await open(browser, `?q=${encodeURIComponent(typed)}`)
      expect([typed, browser.status]).toEqual([typed, 200])
    }
  })
})

it('The queue asks the database the same number of questions whatever it holds', async () => {
  const { browser } = await office.specialist()
  await buildStaff(office.db)
  const asked = async (): Promise<number> => {
    let number = 0
    const count = (): void => void (number += 1)
    office.db.on('query', count)
    await open(browser, '?list=all')
    office.db.removeListener('query', count)
    return number
  }
  await office.application()
  await asked()
  const few = await asked()
  for (let index = 0; index < 10; index += 1) await office.application({ certificates: [] })
  expect(await asked()).toBe(few)
})
