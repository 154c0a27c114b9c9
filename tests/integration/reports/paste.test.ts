import { begin, openReporting, type Reporter, type Reporting } from './reporting'

/* «Вставить из таблицы или файла»: shown before it is stored, and never over what another tab has saved. */

let site: Reporting
let own: Reporter
beforeEach(async () => {
  site = await openReporting()
  own = await site.respondent()
})
afterEach(() => site.destroy())

const open = async (): Promise<number> => {
  const id = await begin(own.browser, 'demo_products', '2026-0201')
  await own.browser.open(`/cabinet/reports/${id}/sections/2`)
  return id
}

it('keeps what was typed, shows what goes where, and stores it', async () => {
  const { browser } = own
  const id = await open()
  await browser.submit({ s2r10cВ: '31.0', s2r10c4: 'своё' }, { press: 'Вставить из таблицы или файла' })
  expect(browser.url).toBe(`/cabinet/reports/${id}/sections/2/paste`)
  const block = 'Мебель\t796\t1 234,5\nМолочная продукция\t168\tмного\t\t\tлишнее\tещё'
  await browser.submit({ block, column: 'В' }, { press: 'Посмотреть, что куда попадёт' })
  expect(browser.status).toBe(200)
  expect(browser.text).toContain('Значений: 7, новых строк: 1, с ошибками: 1')
  expect(browser.text).toContain('«ещё»: строка 2 блока: справа больше нет граф')
  expect(await site.db('reports').pluck('content')).toEqual([expect.not.stringContaining('1234.5')])
  const second = browser.tab()
  await second.open(`/cabinet/reports/${id}/sections/2`)
  await second.submit({ s2r10c2: '7' }, { press: 'Сохранить' })
  await browser.submit({}, { press: 'Вставить в раздел' })
  expect([browser.status, browser.text]).toEqual([409, expect.stringContaining('изменились после просмотра')])
  await browser.submit({}, { press: 'Вставить в раздел' })
  expect([browser.url.split('#')[0], browser.value('s2r10c1'), browser.value('s2r10-1c1')]).toEqual([
    `/cabinet/reports/${id}/sections/2`,
    '1234.5',
    'много',
  ])
  expect([browser.value('s2r10c4'), browser.value('s2r10c2'), browser.value('s2r10-1cВ')]).toEqual([
    'своё',
    '7',
    '10.5',
  ])
  expect(browser.text).toContain('Вставлено значений: 7, добавлено строк: 1')
})

it('takes a file through the same page, and gives a section out as one', async () => {
  const { browser } = own
  const id = await open()
  const page = `/cabinet/reports/${id}/sections/2/paste`
  await browser.open(page)
  const bytes = Buffer.concat([Buffer.from([0xd1, 0xf2, 0xf0, 0x3b, 0xc2]), Buffer.from(';1\n10;10.1;5,5\n')])
  await browser.submit(
    { layout: 'codes' },
    { press: 'Посмотреть, что куда попадёт', files: { file: { name: 'a.csv', bytes } } },
  )
  await browser.submit({}, { press: 'Вставить в раздел' })
  expect([browser.value('s2r10cВ'), browser.value('s2r10c1')]).toEqual(['10.1', '5.5'])
  await browser.open(`/cabinet/reports/${id}/sections/2/section.csv`)
  expect(browser.html).toBe('\uFEFFСтрока;Показатель;В;Г;1;2;3;4\r\n10;Вид продукции;10.1;;5,5;;;\r\n')
  expect(browser.headers['content-type']).toBe('text/csv; charset=utf-8')
})

it('says what is missing, and puts nothing anywhere on its own', async () => {
  const { browser } = own
  const id = await open()
  await browser.open(`/cabinet/reports/${id}/sections/2/paste`)
  await browser.submit({ block: ' \n ' }, { press: 'Посмотреть, что куда попадёт' })
  expect([browser.status, browser.errors[0]?.text]).toEqual([422, expect.stringContaining('Вставьте скопированные')])
  await browser.submit({ block: 'а\tб', layout: 'codes' }, { press: 'Посмотреть, что куда попадёт' })
  expect(browser.errors[0]?.text).toContain('коды граф')
  await browser.submit({ block: '1', layout: 'block', column: '1' }, { press: 'Посмотреть, что куда попадёт' })
  await browser.submit({ block: '3' }, { press: 'Вставить в раздел', forge: { seen: 'x' } })
  expect(browser.status).toBe(409)
  await browser.submit({ block: '2' }, { press: 'Вставить в раздел', forge: { _csrf: 'x' } })
  expect([browser.status, browser.value('block')]).toEqual([403, '2'])
  expect(await site.db('reports').pluck('content')).toEqual([expect.stringContaining('"rows":[]')])
})
