import { sectionFindings, withSection } from '../../../src/features/reports/check'
import { protocolView } from '../../../src/features/reports/protocol.view'
import { sectionView } from '../../../src/features/reports/section.view'
import { sectionMove } from '../../../src/features/reports/section-moves'
import { cleanText, typedSection } from '../../../src/features/reports/typed-section'
import { checkReport, compileTemplate, newReport, type Report, type ReportRow, readTemplate } from '../../../src/flk'
import { metaForm } from '../../support/flk/meta-form'
import { NAUGHTY } from '../../support/naughty-strings'

/* A heading, a fixed row, free rows with a specific and a text, a heading, and a fixed row after them. */
const { template } = readTemplate(
  metaForm({
    columns: `<column code="В" type="S" fld="s1" name="Вид"><default-cell column="В" format="C(2000)" inputType="2"/></column>
<column code="3" type="Z" name="Сумма"><default-cell column="3" format="N(15,2)" inputType="2"/></column>
<column code="4" type="Z" name="Примечание"><default-cell column="4" format="C(2000)" inputType="2"/></column>`,
    rows: `<row code="" type="C" name="Всё"/><row code="01" type="F" name="Всего"/>
<row code="10" type="M" name="По видам" grv="В"/>
<row code="" type="C" name="Справочно"/><row code="20" type="F" name="Прочее"/>`,
  }),
)
const form = compileTemplate(template)
const section = template.sections[0] as (typeof template.sections)[number]

const free = (s1: string, value: string): ReportRow => ({
  code: '10',
  specifics: { s1 },
  cells: [{ column: '3', value }],
})
const reportOf = (rows: readonly ReportRow[]): Report =>
  withSection(newReport(template, { year: '2026', period: '0402', title: { okpo: '99900016', name: 'ООО' } }), {
    code: '1',
    rows,
  })
const pageOf = (report: Report, page: number, more: object = {}) =>
  sectionView(form, { place: 1, section, report, previous: undefined, findings: [], page, ...more })

/** What a browser sends of a page, with some of it typed anew. */
const sent = (view: ReturnType<typeof pageOf>, typed: Record<string, string> = {}) => ({
  ...Object.fromEntries(view.counts.map(({ name, value }) => [name, String(value)])),
  ...Object.fromEntries(
    view.rows.flatMap(({ cells }) => cells.flatMap(cell => (cell.closed ? [] : [[cell.name, cell.value]]))),
  ),
  ...typed,
})

const MANY = Array.from({ length: 1500 }, (_, index) => free(`k${index}`, String(index)))

it('shows a long section page by page, with the heading that a page goes on below', () => {
  const report = reportOf(MANY)
  const views = [1, 2, 3, 8].map(page => pageOf(report, page))
  expect(views.map(({ shown, page, pages }) => [shown.from, shown.to, shown.of, page, pages])).toEqual([
    [1, 200, 1502, 1, 8],
    [201, 400, 1502, 2, 8],
    [401, 600, 1502, 3, 8],
    [1401, 1502, 1502, 8, 8],
  ])
  expect(views.map(({ rows }) => rows.flatMap(({ heading }) => heading ?? []))).toEqual([
    ['Всё'],
    ['Всё'],
    ['Всё'],
    ['Всё', 'Справочно'],
  ])
  expect(pageOf(report, 99).page).toBe(8)
})

it('stores what one page sends, and loses nothing of the others', () => {
  const report = reportOf(MANY)
  const stored = report.sections[0]
  const raw = sent(pageOf(report, 7), { 's1r10-1300c3': '1 234,5', s1r20c3: '7' })
  const { rows } = typedSection(section, 1, stored, raw)
  expect(rows).toHaveLength(1501)
  expect(rows.filter(row => !MANY.includes(row)).map(({ code }) => code)).toContain('20')
  expect(rows[1300]?.cells).toEqual([{ column: '3', value: '1234.5' }])
  expect(rows.filter((row, at) => at !== 1300 && at < 1500 && row.cells[0]?.value !== String(at))).toEqual([])
  const removed = typedSection(section, 1, stored, sent(pageOf(report, 7)), { row: '10', occurrence: 1300 })
  expect([removed.rows.length, removed.rows[1300]?.specifics.s1]).toEqual([1499, 'k1301'])
})

it('adds a row on the last page of its kind, and takes no million of them from a forged form', () => {
  const report = reportOf(MANY)
  const stored = report.sections[0]
  expect(sectionMove({ id: 5, place: 1, section, stored, page: 1 }, 'add:10')).toBe(
    '/cabinet/reports/5/sections/1?add=10&page=8#s1r10-1500',
  )
  expect(sectionMove({ id: 5, place: 1, section, stored, page: 1 }, 'add:01')).toBeUndefined()
  const forged = typedSection(section, 1, stored, { n1r10: '99999999', 's1r10-2400c3': '1', 's1r10-999999c3': '2' })
  expect(forged.rows).toHaveLength(1501)
})

it('links each finding to the cell on the page where it stands', () => {
  const rows = MANY.map((row, at) => (at === 1300 ? free('k1300', 'много') : at === 1401 ? free('k1', '1') : row))
  const report = reportOf(rows)
  const view = protocolView(template, report, checkReport(form, report), { id: 5, explanations: {}, linked: true })
  expect(view.blocks).toEqual([
    {
      title: 'Заполнение разделов',
      lines: [
        expect.objectContaining({ rule: '3.9', href: '/cabinet/reports/5/sections/1?page=7#s1r10-1300c3' }),
        expect.objectContaining({ rule: '3.2', href: '/cabinet/reports/5/sections/1?page=8#s1r10-1401' }),
      ],
    },
  ])
})

it('keeps every naughty text in every text cell as it was typed, and shows it again', () => {
  for (const text of NAUGHTY) {
    const typed = { n1r10: '1', s1r10cВ: text, s1r10c3: text, s1r10c4: text, s1r1c4: text }
    const stored = typedSection(section, 1, undefined, typed)
    const report = reportOf(stored.rows)
    const view = pageOf(report, 1, { findings: sectionFindings(form, report, '1') })
    const cells = view.rows.flatMap(({ cells }) => cells.flatMap(cell => (cell.closed ? [] : [cell])))
    for (const name of ['s1r10cВ', 's1r10c4', 's1r1c4'])
      expect([text, cells.find(cell => cell.name === name)?.value]).toEqual([text, cleanText(text)])
    expect(typedSection(section, 1, stored, sent(view)).rows).toEqual(stored.rows)
  }
})
