import { metaForm } from '../../support/flk/meta-form'
import { addForm, openReporting, type Reporter, type Reporting } from './reporting'

/* A dictionary of 100,000 terms: searched on the server, chosen, and nothing that was typed is lost on the way. */

let site: Reporting
let own: Reporter
beforeAll(async () => {
  site = await openReporting()
  const terms = Array.from({ length: 100_000 }, (_, index) => `<term id="${index}" name="Товар ${index}"/>`).join('')
  const column = (code: string, rule: string) =>
    `<column code="${code}" name="Графа ${code}" ${rule.startsWith('fld') ? 'type="S"' : 'type="Z"'} ${rule}</column>`
  const xml = metaForm({
    columns: [
      column(
        'В',
        'fld="s1"><default-cell column="В" format="C(8)" inputType="1" dic="goods" vldType="4" vld="goods"/>',
      ),
      column('3', '><default-cell column="3" format="C(8)" inputType="2" dic="goods" vldType="1"/>'),
      column('4', '><default-cell column="4" format="C(200)" inputType="2"/>'),
    ].join(''),
    rows: '<row code="01" type="F" name="Всего"/><row code="10" type="M" name="По видам"/>',
    dics: `<dic id="goods">${terms}</dic>`,
  })
  await addForm(site, Buffer.from(xml))
  own = await site.respondent()
})
afterAll(() => site.destroy())

/** A draft for a period; the browser stands on its section. */
const open = async (period: string): Promise<string> => {
  const { browser } = own
  await browser.open('/cabinet/reports/start/699999001004')
  await browser.submit({ period }, { press: 'Отчитаться' })
  const page = browser.url.replace('title', 'sections/1')
  await browser.open(page)
  return page
}

it('is searched from a cell; the choice comes back to it with everything that was typed', async () => {
  const { browser } = own
  const page = await open('2026-0402')
  expect(browser.html.length).toBeLessThan(30_000)
  const press = 'Найти в справочнике: По видам, запись 1, Графа В'
  await browser.submit({ s1r10c4: 'Заметка', s1r1c4: 'Итог' }, { press })
  expect(browser.url).toBe(`${page}/terms?row=10&occurrence=0&column=${encodeURIComponent('В')}`)
  await browser.submit({ q: 'товар 9999' }, { press: 'Найти' })
  expect(browser.$('tbody tr')).toHaveLength(19)
  await browser.submit({}, { press: 'Выбрать 99991', forge: { _csrf: 'x' } })
  expect(browser.status).toBe(403)
  await browser.submit({}, { press: 'Выбрать 9999' })
  expect(browser.url).toBe(`${page}#${encodeURIComponent('s1r10cВ')}`)
  expect(['s1r10cВ', 's1r10c4', 's1r1c4'].map(name => browser.value(name))).toEqual(['9999', 'Заметка', 'Итог'])
  expect(browser.$('#s1r10cВ-term').text()).toBe('Товар 9999')
})

it('is searched for a row that is not there yet', async () => {
  const { browser } = own
  await open('2026-0401')
  await browser.submit({ s1r10cВ: '5', s1r10c4: 'Первая' }, { press: 'Добавить строку «По видам»' })
  await browser.submit({}, { press: 'Найти в справочнике: По видам, запись 2, Графа В' })
  await browser.submit({}, { press: 'Выбрать 0' })
  expect([browser.value('s1r10cВ'), browser.value('s1r10-1cВ')]).toEqual(['5', '0'])
})

it('does not overwrite what another tab has saved, and is there for cells that have it alone', async () => {
  const { browser } = own
  const page = await open('2026-0403')
  const terms = `${page}/terms?row=1&occurrence=0&column=3`
  await browser.open(terms)
  const other = await browser.tab().open(page)
  await other.submit({ s1r1c3: '7' }, { press: 'Сохранить' })
  await browser.submit({}, { press: 'Выбрать' })
  expect([browser.status, browser.text]).toEqual([409, expect.stringContaining('в другой вкладке')])
  for (const address of ['row=9&occurrence=0&column=3', 'row=1&occurrence=5&column=3', 'row=1&occurrence=0&column=4'])
    expect((await browser.open(`${page}/terms?${address}`)).status).toBe(404)
  const stranger = await site.respondent({ inn: '4299000026' })
  expect((await stranger.browser.open(terms)).status).toBe(404)
})
