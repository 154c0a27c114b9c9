import { type Browser } from '../../support/browser'
import { begin, documentOf, openReporting, type Reporter, type Reporting, signAndSend } from './reporting'

/* «Загрузить готовый отчёт»: XML that was made elsewhere, right and wrong. */

let site: Reporting
let own: Reporter
beforeEach(async () => {
  site = await openReporting()
  own = await site.respondent()
})
afterEach(() => site.destroy())

const report = (
  changed: { okpo?: string; attributes?: string; sections?: string } = {},
): string => `<?xml version="1.0"?>
<report ${changed.attributes ?? 'code="999003001002" form="1" year="2026" period="0201" version="01-01-2026"'}>
<title><item name="okpo" value="${changed.okpo ?? own.okpo}"/><item name="name" value="ООО"/><item name="leader_fio" value="А"/>
<item name="responsible_post" value="А"/><item name="responsible_fio" value="А"/><item name="phone" value="1"/><item name="email" value="a@b"/></title>
<sections>${
  changed.sections ??
  `<section code="1"><row code="1"><col code="1">10</col></row><row code="02"><col code="1">10</col></row></section>
<section code="2"><row code="10" s1="10.1" s2="168"><col code="1">10</col><col code="3">1</col></row></section>`
}</sections></report>`

const load = async (xml: string, replace = false): Promise<Browser> => {
  await own.browser.open('/cabinet/reports/upload')
  return own.browser.submit(replace ? { replace: 'yes' } : {}, {
    files: { report: { name: 'report.xml', bytes: xml } },
  })
}

it('becomes a draft that passes the same control, and is sent', async () => {
  await load(report())
  const { browser } = own
  expect([browser.url, browser.text]).toEqual([
    '/cabinet/reports/1/control',
    expect.stringContaining('Контроль пройден'),
  ])
  await signAndSend(own, 1)
  expect(await site.db('reports').pluck('status')).toEqual(['sent'])
  await load(report(), true)
  expect(browser.errors[0]?.text).toContain('уже отправлен')
})

it('takes back what it gave out, explanations included', async () => {
  const told = '<explanations><explanation control="4">Остатки</explanation></explanations></report>'
  await load(report().replace('</report>', told))
  expect(await site.db('reports').pluck('explanations')).toEqual(['{"4.4":"Остатки"}'])
  const first = await documentOf(own.browser, 1)
  await load(Buffer.from(first).toString('utf8'), true)
  expect(await documentOf(own.browser, 1)).toEqual(first)
})

it('keeps wrong values, for the control to tell of them', async () => {
  await load(report().replace('>10<', '>1 234,5<'))
  expect(own.browser.text).toContain('1 234,5')
  await own.browser.open('/cabinet/reports/1/sections/1')
  expect(own.browser.value('s1r1c1')).toBe('1 234,5')
})

it('keeps rows that stand twice, for the control to tell of them', async () => {
  const twice = '<row code="10" s1="10.1" s2="168"><col code="1">10</col></row>'
  await load(report().replace('<row code="10"', `${twice}<row code="10"`))
  const { browser } = own
  expect(browser.text).toContain('со значением «10.1, 168» повторяется')
  expect(browser.$('.app-findings--error a').attr('href')).toBe('/cabinet/reports/1/sections/2#s2r10-1')
  await browser.open('/cabinet/reports/1/sections/2')
  expect([browser.value('s2r10c1'), browser.value('s2r10-1c1')]).toEqual(['10', '10'])
})

it('refuses a file of 200 MB with a sentence, and keeps nothing of it', async () => {
  const { browser } = own
  await browser.open('/cabinet/reports/upload')
  const bytes = Buffer.alloc(200 * 1024 * 1024, report())
  await browser.submit({}, { files: { report: { name: 'report.xml', bytes } } })
  expect([browser.status, browser.errors]).toEqual([
    413,
    [{ field: 'report', text: expect.stringMatching(/^Файл больше \d+ МБ/) }],
  ])
  expect(await site.db('reports')).toEqual([])
})

it('replaces a draft only when that was asked for', async () => {
  await begin(own.browser, 'demo_products', '2026-0201')
  await load(report())
  expect([own.browser.status, own.browser.errors[0]?.text]).toEqual([422, expect.stringContaining('Заменить черновик')])
  await load(report(), true)
  expect(own.browser.url).toBe('/cabinet/reports/1/control')
  expect(await site.db('reports')).toHaveLength(1)
})

it.each([
  ['of another organisation', () => report({ okpo: '00083262' }), '00083262'],
  [
    'of a form that is not due',
    () => report({ attributes: 'code="611016005012" year="2026" period="1201" version="01-01-2026"' }),
    'не назначена',
  ],
  ['of another version', () => report().replace('01-01-2026', '28-02-2024'), '28-02-2024'],
  ['without a version', () => report().replace(' version="01-01-2026"', ''), 'не указана'],
  ['of a period of another periodicity', () => report().replace('0201', '1205'), 'Период'],
  ['of a period that does not exist', () => report().replace('0201', '0209'), 'период'],
  ['of a wrong year', () => report().replace('year="2026"', 'year="26"'), 'год'],
  ['with a section that the form does not have', () => report({ sections: '<section code="9"/>' }), 'Раздел'],
  ['with a cell that the form does not have', () => report().replace('<col code="1">', '<col code="77">'), 'ячейк'],
  [
    'with an entity bomb',
    () => `<!DOCTYPE a [<!ENTITY b "c"><!ENTITY d "&b;&b;">]>${report().slice(21)}`,
    'не прочитан',
  ],
  [
    'with an external entity',
    () => `<!DOCTYPE a [<!ENTITY b SYSTEM "file:///etc/passwd">]>${report().slice(21)}`,
    'не прочитан',
  ],
  ['that is a template', () => '<metaForm/>', 'не прочитан'],
  ['that is no XML', () => 'отчёт', 'не прочитан'],
  ['that is cut off', () => report().slice(0, 300), 'не прочитан'],
])('refuses a report %s with a sentence', async (_name, xml, words) => {
  await load(xml())
  const { browser } = own
  expect([browser.status, browser.errors]).toEqual([422, [{ field: 'report', text: expect.stringContaining(words) }]])
  expect(await site.db('reports')).toEqual([])
})

it('asks for a file', async () => {
  await own.browser.open('/cabinet/reports/upload')
  await own.browser.submit()
  expect(own.browser.errors).toEqual([{ field: 'report', text: expect.stringContaining('Выберите файл') }])
})
