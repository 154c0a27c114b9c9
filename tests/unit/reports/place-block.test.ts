import { placeBlock } from '../../../src/features/reports/paste/place-block'
import type { Target } from '../../../src/features/reports/paste/placement'
import { sectionCsv } from '../../../src/features/reports/paste/section-csv'
import { readTable } from '../../../src/features/reports/paste/table-text'
import { type ReportRow, readTemplate } from '../../../src/flk'
import { metaForm } from '../../support/flk/meta-form'
import { NAUGHTY } from '../../support/naughty-strings'

/* Fixed rows 01 and 02, a closed cell in 02, and free rows 10 with a specific from a dictionary. */
const { template } = readTemplate(
  metaForm({
    columns: `<column code="А" type="B" name="Показатель"/>
<column code="В" type="S" fld="s1" name="Вид"><default-cell column="В" format="C(8)" inputType="1" dic="kinds" vldType="4" vld="kinds"/></column>
<column code="3" type="Z" name="Сумма"><default-cell column="3" format="N(15,2)" inputType="2"/></column>
<column code="4" type="Z" name="Примечание"><default-cell column="4" format="C(200)" inputType="2"/></column>`,
    rows: `<row code="01" type="F" name="Всего"/>
<row code="02" type="F" name="Прочее"><cell column="4" format="C(200)" inputType="0"/></row>
<row code="10" type="M" name="По видам"/>`,
    dics: '<dic id="kinds"><term id="01.1" name="Пшеница"/><term id="01.2" name="Рожь"/></dic>',
  }),
)
const section = template.sections[0] as (typeof template.sections)[number]

const place = (text: string, target: Partial<Extract<Target, { layout: 'block' }>> | 'codes', rows: ReportRow[] = []) =>
  placeBlock(
    template,
    section,
    { code: '1', rows },
    readTable(text).rows,
    target === 'codes' ? { layout: 'codes' } : { layout: 'block', row: '1', occurrence: 0, column: '3', ...target },
  )

const cells = (rows: readonly ReportRow[]) =>
  rows.map(({ code, specifics, cells }) => [
    code,
    specifics.s1 ?? '',
    ...cells.map(({ column, value }) => `${column}=${value}`),
  ])

const free = (s1: string, value: string): ReportRow => ({
  code: '10',
  specifics: { s1 },
  cells: [{ column: '3', value }],
})

it('begins on the chosen cell, and takes numbers as spreadsheets show them', () => {
  const { section: filled, placed, left } = place('1 234,5\tпервая\n−7\u2009000,25', {})
  expect(cells(filled.rows)).toEqual([
    ['01', '', '3=1234.5', '4=первая'],
    ['02', '', '3=-7000.25'],
  ])
  expect([placed.length, left]).toEqual([3, []])
})

it('tells what has no place: closed cells, columns and rows beyond the section', () => {
  const { left } = place('1\t2\t3\n4\tдва', {})
  expect(left).toEqual([
    { value: '3', why: 'строка 1 блока: справа больше нет граф' },
    { value: 'два', why: 'строка 02, графа 4: эта ячейка не заполняется' },
  ])
  const fixed = readTemplate(metaForm()).template
  const [only] = fixed.sections
  if (only === undefined) throw new Error('no section')
  const start = { layout: 'block', row: '2', occurrence: 0, column: '3' } as const
  expect(placeBlock(fixed, only, undefined, [['1'], ['2', '5']], start)).toMatchObject({
    placed: [{ value: '1' }],
    left: [{ value: '2 | 5', why: 'строка 2 блока: в разделе больше нет строк' }],
  })
})

it('adds free rows to the one it begins in, and goes on from the last fixed row', () => {
  const begun = place('Пшеница\t1\nрожь\t2\n99\t3', { row: '10', column: 'В' }, [free('01.2', '9')])
  expect(cells(begun.section.rows)).toEqual([
    ['10', '01.1', '3=1'],
    ['10', '01.2', '3=2'],
    ['10', '99', '3=3'],
  ])
  expect([begun.added, begun.placed[0]?.was]).toEqual([2, '01.2'])
  const after = place('5', { row: '10', occurrence: 1 }, [free('01.2', '9')])
  expect(cells(after.section.rows)).toEqual([
    ['10', '01.2', '3=9'],
    ['10', '', '3=5'],
  ])
  const through = place('1\n2\n3\n4', {})
  expect(cells(through.section.rows)).toEqual([
    ['01', '', '3=1'],
    ['02', '', '3=2'],
    ['10', '', '3=3'],
    ['10', '', '3=4'],
  ])
})

it('leaves alone what the block says nothing of, empty cells included', () => {
  const rows: ReportRow[] = [
    {
      code: '1',
      specifics: {},
      cells: [
        { column: '3', value: '1' },
        { column: '4', value: 'было' },
      ],
    },
    { code: '77', specifics: {}, cells: [{ column: '3', value: 'чужая' }] },
  ]
  expect(cells(place('5\t', {}, rows).section.rows)).toEqual([
    ['01', '', '4=было', '3=5'],
    ['77', '', '3=чужая'],
  ])
})

it('by codes: rows and columns in any order, unknown ones told', () => {
  const { section: filled, left } = place(
    'Строка\tПоказатель\t4\t3\t9\n10\t\tтекст\t2,5\n10\t\t\t3\n1\tВсего\t\t1\n55\t\t\t8',
    'codes',
  )
  expect(cells(filled.rows)).toEqual([
    ['01', '', '3=1'],
    ['10', '', '4=текст', '3=2.5'],
    ['10', '', '3=3'],
  ])
  expect(left).toEqual([
    { value: '9', why: 'первая строка таблицы: в разделе нет графы с таким кодом' },
    { value: '55 | 8', why: 'строка 5 таблицы: в разделе нет строки с таким кодом' },
  ])
})

it('a downloaded section comes back as it was, whatever stands in its texts', () => {
  for (const text of ['=1+1', '-5', 'а;б "в"\nг', '@', ...NAUGHTY]) {
    const given = place('x', { column: '4' }).section
    const rows = [free('01.1', '-1.5'), { code: '01', specifics: {}, cells: [{ column: '4', value: text }] }]
    const csv = sectionCsv(section, { sections: [{ ...given, rows }] } as never)
    const back = placeBlock(template, section, undefined, readTable(csv).rows, { layout: 'codes' })
    const [fixed, wheat] = back.section.rows
    const visible = (value: string): string => value.replace(/[\p{Cc}\uFFFE\uFFFF\p{Cs}]/gu, '').trim()
    expect(visible(fixed?.code === '01' ? (fixed.cells[0]?.value ?? '') : '')).toBe(visible(text))
    expect(wheat ?? fixed).toMatchObject({ specifics: { s1: '01.1' }, cells: [{ column: '3', value: '-1.5' }] })
  }
})
