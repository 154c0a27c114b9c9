import { Writable } from 'node:stream'
import { PdfSheet } from '../../../src/features/reports/print/pdf-sheet'
import { columnGroups } from '../../../src/features/reports/print/pdf-table'
import { type PdfReport, writeReportPdf } from '../../../src/features/reports/print/report-pdf'
import { compileTemplate, newReport, type ReportRow, readTemplate } from '../../../src/flk'
import { metaForm } from '../../support/flk/meta-form'
import { NAUGHTY } from '../../support/naughty-strings'

const column = (code: number): string =>
  `<column code="${code}" type="Z" name="Графа"><default-cell column="${code}" format="N(15,2)" inputType="2"/></column>`

const given = (columns: number, rows: readonly ReportRow[], more: Partial<PdfReport> = {}): PdfReport => {
  const { template } = readTemplate(
    metaForm({
      columns: Array.from({ length: columns }, (_, index) => column(index + 1)).join(''),
      rows: '<row code="" type="C" name="Заголовок"/><row code="01" type="M" name="По видам деятельности"/>',
    }),
  )
  const report = newReport(template, { year: '2026', period: '0402', title: { okpo: '99900016', name: 'ООО' } })
  return {
    form: compileTemplate(template),
    report: { ...report, sections: [{ code: '1', rows }] },
    period: 'II квартал 2026 года',
    periodicity: 'квартальная',
    correction: 0,
    correctionReason: null,
    receipt: undefined,
    state: 'Черновик',
    signer: undefined,
    protocol: { errors: [], warnings: [] } as unknown as PdfReport['protocol'],
    ...more,
  }
}

const row = (...values: string[]): ReportRow => ({
  code: '01',
  specifics: {},
  cells: values.map((value, index) => ({ column: String(index + 1), value })),
})

/** The bytes, and the lines of text page by page. */
const print = async (report: PdfReport) => {
  const adding = jest.spyOn(PdfSheet.prototype, 'addPage')
  const writing = jest.spyOn(PdfSheet.prototype, 'write')
  const chunks: Buffer[] = []
  const out = new Writable({
    write(chunk: Buffer, _encoding, done) {
      chunks.push(chunk)
      setImmediate(done)
    },
  })
  const finished = new Promise(done => out.on('finish', done))
  await writeReportPdf(report, out)
  await finished
  const starts = adding.mock.invocationCallOrder
  const pages = starts.map((start, at) =>
    writing.mock.calls
      .filter((_, call) => {
        const order = writing.mock.invocationCallOrder[call] as number
        return order > start && order < (starts[at + 1] ?? Number.POSITIVE_INFINITY)
      })
      .map(([line]) => line),
  )
  jest.restoreAllMocks()
  return { pages, bytes: Buffer.concat(chunks), chunks: chunks.length }
}

it('has requisites, values as they are written on paper, the signature block and the receipt', async () => {
  const { pages, bytes } = await print(
    given(2, [row('1234.5', 'много')], {
      receipt: { number: '42-2026-00000001', at: '22.11.2026 10:00' },
      signer: { name: 'Образцов О. О.', at: '22.11.2026 09:59' },
      correction: 1,
      correctionReason: 'Опечатка',
      state: 'Принят',
    }),
  )
  expect(bytes.subarray(0, 5).toString()).toBe('%PDF-')
  expect(bytes.subarray(-6).toString()).toContain('%%EOF')
  const text = pages.flat().join('\n')
  for (const told of [
    'ОКУД 0699999, квартальная. Отчётный период: II квартал 2026 года.',
    'Корректировка № 1: Опечатка',
    'ОКПО: 99900016',
    '1234,5',
    'много',
    'Заголовок',
    'Руководитель',
    'Подписано электронной подписью: Образцов О. О., 22.11.2026 09:59',
    'Принято системой 22.11.2026 10:00, квитанция № 42-2026-00000001',
  ])
    expect(text).toContain(told)
})

it('goes on over pages with the head of the table on each, and leaves while it is written', async () => {
  const rows = Array.from({ length: 200 }, (_, index) => row(String(index), '2'))
  const { pages, chunks } = await print(given(2, rows))
  expect(pages.length).toBeGreaterThan(4)
  expect(chunks).toBeGreaterThan(pages.length)
  for (const page of pages.slice(0, -1)) expect(page).toContain('Показатель')
  const numbers = pages.flat().filter(line => /^\d+$/.test(line) && line !== '2' && line !== '01')
  expect(numbers).toEqual(rows.map(({ cells }) => cells[0]?.value).filter(value => value !== '2'))
})

it('splits columns that do not fit, with the names of the rows on each part', async () => {
  expect(columnGroups(760, 23)).toEqual([
    { from: 0, to: 6 },
    { from: 6, to: 12 },
    { from: 12, to: 18 },
    { from: 18, to: 23 },
  ])
  const values = Array.from({ length: 23 }, (_, index) => String(index + 101))
  const { pages } = await print(given(23, [row(...values)]))
  const lines = pages.flat()
  expect(lines.filter(line => /^1\d\d$/.test(line))).toEqual(values)
  expect(lines.filter(line => line === 'деятельности' || line === 'По видам деятельности').length).toBe(4)
})

it('has a cell that is higher than a page, and whatever stands in the cells', async () => {
  const long = await print(given(2, [row('слово '.repeat(3000), '2')]))
  expect(long.pages.length).toBeGreaterThan(3)
  expect(long.pages.flat().join(' ').match(/слово/g)).toHaveLength(3000)
  const naughty = await print(
    given(
      2,
      NAUGHTY.map(text => row(text, 'x'.repeat(300))),
    ),
  )
  expect(naughty.bytes.subarray(-6).toString()).toContain('%%EOF')
})

it('stops when the reader has left', async () => {
  const out = new Writable({ write: (_chunk, _encoding, done) => done() })
  const writing = jest.spyOn(PdfSheet.prototype, 'write')
  out.destroy()
  await writeReportPdf(
    given(
      2,
      Array.from({ length: 5000 }, () => row('1', '2')),
    ),
    out,
  )
  expect(writing.mock.calls.length).toBeLessThan(1000)
  jest.restoreAllMocks()
})
