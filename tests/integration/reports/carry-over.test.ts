import { readFileSync } from 'node:fs'
import { addForm, begin, openReporting, type Reporter, type Reporting, signAndSend } from './reporting'

/* A form gets a new version while a draft is being filled in: nothing of it is lost. */

let site: Reporting
let own: Reporter
beforeEach(async () => {
  site = await openReporting()
  own = await site.respondent()
})
afterEach(() => site.destroy())

/** The version that came into force since: without row 02 and column 4, with a row 03. */
const addNewVersion = (): Promise<void> =>
  addForm(
    site,
    Buffer.from(
      readFileSync('seeds/demo/templates/demo_products.xml', 'utf8')
        .replace('version="01-01-2026"', 'version="01-06-2026"')
        .replace(/<row code="02".*\n/, '<row code="03" type="F" name="Новая строка"/>\n')
        .replace(/<column code="4".*\n/, ''),
    ),
  )

const draft = async (): Promise<number> => {
  const { browser } = own
  const id = await begin(browser, 'demo_products', '2026-0201')
  await browser.submit({ s1r1c1: '10', s1r1c2: '5', s1r2c1: '7', s1r2c2: 'много' })
  await browser.open(`/cabinet/reports/${id}/sections/2`)
  await browser.submit({ s2r10cВ: '31.0', s2r10cГ: '796', s2r10c1: '10', s2r10c4: 'Заметка' })
  return id
}

it('is offered, told in full, carried over, and what has no place is kept until it is put away', async () => {
  const { browser } = own
  const id = await draft()
  await browser.open(`/cabinet/reports/${id}`)
  expect(browser.text).not.toContain('новая версия')
  await addNewVersion()
  await browser.open(`/cabinet/reports/${id}`)
  await browser.follow('Перенести черновик в новую версию')
  for (const told of ['Строка 02', 'Графа 4 «Примечание»', 'Строка 03 «Новая строка»', 'много', 'Заметка'])
    expect(browser.text).toContain(told)
  const other = await browser.tab().open(`/cabinet/reports/${id}/sections/1`)
  await other.submit({ s1r1c1: '11' }, { press: 'Сохранить' })
  await browser.submit({}, { press: 'Перенести' })
  expect([browser.status, browser.text]).toEqual([409, expect.stringContaining('ещё не перенесён')])
  await browser.submit({}, { press: 'Перенести' })
  expect(browser.url).toBe(`/cabinet/reports/${id}`)
  for (const kept of ['Раздел 1, строка 02, графа 2', 'много', 'Заметка']) expect(browser.text).toContain(kept)
  await other.open(`/cabinet/reports/${id}/sections/1`)
  expect([other.value('s1r1c1'), other.$('[name=s1r3c1]').length]).toEqual(['11', 1])
  await browser.submit({}, { press: 'Эти значения больше не нужны' })
  expect(browser.text).not.toContain('много')
  expect(await site.db('audit_log').where({ event: 'report.carried_over' })).toHaveLength(1)
  await browser.open(`/cabinet/reports/${id}/carry-over`)
  expect(browser.url).toBe(`/cabinet/reports/${id}`)
})

it('is replaced as a whole by a report of the new version that was made elsewhere', async () => {
  const { browser } = own
  const id = await draft()
  await addNewVersion()
  await browser.open(`/cabinet/reports/${id}/report.xml`)
  const bytes = browser.html
    .replace('version="01-01-2026"', 'version="01-06-2026"')
    .replace(/<row code="02">[^]*?<\/row>/, '')
  await browser.open('/cabinet/reports/upload')
  await browser.submit(
    { replace: 'yes' },
    { files: { report: { name: 'a.xml', bytes: bytes.replace(/<col code="4">.*/, '') } } },
  )
  expect([browser.errors, browser.url]).toEqual([[], `/cabinet/reports/${id}/control`])
  await browser.open(`/cabinet/reports/${id}/sections/1`)
  expect(browser.$('[name=s1r3c1]')).toHaveLength(1)
})

it('goes on with the version that it was begun with, and fills the next one from what was sent by it', async () => {
  const { browser } = own
  const id = await begin(browser, 'demo_products', '2026-0201')
  await browser.submit({ s1r1c1: '10', s1r1c2: '5', s1r2c1: '0', s1r2c2: '0' })
  await browser.submit({ s2r10cВ: '31.0', s2r10cГ: '796', s2r10c1: '10', s2r10c2: '5', s2r10c3: '1', s2r10c4: 'Да' })
  await addNewVersion()
  await signAndSend(own, id)
  expect((await site.db('reports').where({ id }).first()).status).toBe('sent')
  const next = await begin(browser, 'demo_products', '2026-0202')
  await browser.open(`/cabinet/reports/${next}/title`)
  await browser.submit({}, { press: 'Заполнить по прошлому отчёту' })
  expect([browser.value('s1r1c1'), browser.value('s1r3c1')]).toEqual(['10', ''])
  expect(browser.text).toContain('не нашлось места')
  const { content } = await site.db('reports').where({ id: next }).first()
  expect(JSON.parse(content)).toMatchObject({ version: '01-06-2026' })
})
