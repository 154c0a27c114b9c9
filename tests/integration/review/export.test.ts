import { once } from 'node:events'
import { createServer, get } from 'node:http'
import type { AddressInfo } from 'node:net'
import { parse } from 'csv-parse/sync'
import { NOW } from '../../support/app'
import { buildCrowd } from '../../support/application-crowd'
import type { Browser } from '../../support/browser'
import { download } from '../../support/sign-in'
import { type Office, openOffice } from './office'

let office: Office

beforeEach(async () => {
  office = await openOffice()
})
afterEach(() => office.destroy())

const exported = async (browser: Browser, query = ''): Promise<{ text: string; rows: Record<string, string>[] }> => {
  const answer = await download(office.app, `/office/applications/export.csv${query}`, browser.cookies)
  expect(answer.status).toBe(200)
  const text = (answer.body as Buffer).toString('utf8')
  return { text, rows: parse(text, { bom: true, delimiter: ';', columns: true }) }
}

describe('The list as a CSV file', () => {
  it('has every page of the list with the filters of the address, in its order', async () => {
    const { browser, member } = await office.specialist()
    await buildCrowd(office.db, { rows: 3000, staff: [member.id], offices: [42, 41], until: new Date(NOW) })
    const { rows } = await exported(browser, '?list=approved&sort=sent')
    const expected: string[] = await office
      .db('applications')
      .where({ office_id: 42, status: 'approved' })
      .orderBy(['submitted_at', 'id'])
      .pluck('number')
    expect(rows.map(row => row.Номер)).toEqual(expected)
    expect(expected.length).toBeGreaterThan(1500)
    expect((await exported(browser, '?list=approved&who=none')).rows).toEqual([])
  })

  it('opens in a spreadsheet as it is: mark of the encoding, semicolons, quotes', async () => {
    const { browser } = await office.specialist()
    const { number, okpo, inn } = await office.application({ general: { shortName: 'ООО "А;Б"' } })
    const { text, rows } = await exported(browser)
    expect(text.startsWith('\uFEFFНомер;ОКПО;ИНН;Наименование;')).toBe(true)
    expect(rows).toEqual([
      {
        Номер: number,
        ОКПО: okpo,
        ИНН: inn,
        Наименование: 'ООО "А;Б"',
        Тип: 'Юридическое лицо',
        Канал: 'через сайт',
        Подпись: 'не подписана',
        'Данные регистра': 'не отличаются',
        Отправлена: '23.11.2026, 13:00 (МСК+4)',
        Срок: '26.11.2026',
        Состояние: 'Отправлена',
        Специалист: '',
      },
    ])
  })

  it.each(['=1+1', '+1', '-1', '@x', '\t=1'])('disarms the formula «%s»', async name => {
    const { browser } = await office.specialist()
    const { id } = await office.application()
    await office.db('applications').where({ id }).update({ short_name: name })
    const { rows } = await exported(browser)
    expect(rows[0]?.Наименование).toBe(`'${name}`)
  })

  it('has what was searched for', async () => {
    const { browser } = await office.specialist()
    const { number, okpo } = await office.application()
    await office.application()
    expect((await exported(browser, `?q=${okpo}`)).rows.map(row => row.Номер)).toEqual([number])
  })

  it('is for staff of an office, and has nothing of others', async () => {
    const { browser } = await office.specialist()
    await office.application({ officeId: 41 })
    expect((await exported(browser, '?list=all')).rows).toEqual([])
    expect((await download(office.app, '/office/applications/export.csv')).status).toBe(303)
  })

  it('stops reading when the download is broken off', async () => {
    const { browser, member } = await office.specialist()
    await buildCrowd(office.db, { rows: 20_000, staff: [member.id], offices: [42, 41], until: new Date(NOW) })
    let asked = 0
    office.db.on('query', ({ sql }: { sql: string }) => void (asked += /from .?applications/.test(sql) ? 1 : 0))
    const server = createServer(office.app).listen(0)
    await once(server, 'listening')
    const { port } = server.address() as AddressInfo
    const request = get({
      port,
      path: '/office/applications/export.csv?list=all',
      headers: { Cookie: browser.cookies },
    })
    const [response] = (await once(request, 'response')) as [NodeJS.ReadableStream & { destroy(): void }]
    await once(response, 'data')
    response.destroy()
    await new Promise(resolve => void server.close(resolve))
    expect(asked).toBeLessThan(32)
    expect(office.logged.filter(line => line.includes('"level":50'))).toEqual([])
    await browser.open('/office/applications')
    expect(browser.status).toBe(200)
  })
})
