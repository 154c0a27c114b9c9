import {
  type CompiledForm,
  type Dictionary,
  dataRows,
  type Finding,
  type Report,
  type ReportRow,
  type Specifics,
  type TemplateSection,
} from '../../flk'
import type { RawValues } from '../../validation/form'
import { columnName, countName, rowName } from './cells'
import { sectionOf } from './check'
import { type Line, linesAPage, linesOf, MAX_NEW_ROWS, pageOfLine, rowsByKey, shownColumns } from './sheet'
import { type CellPage, type SheetCell, sheetCell } from './sheet-cell'

export type SectionPage = {
  /** Place of the section in the template, from one. */
  place: number
  section: TemplateSection
  report: Report
  previous: Report | undefined
  findings: readonly Finding[]
  /** What was typed, where it was not saved. */
  raw?: RawValues
  /** One more empty row with this code. */
  extra?: string
  /** Which page of the section, from one; the nearest that there is. */
  page?: number
}

/** A heading without an id, or a row of cells. */
export type SheetRow = {
  heading?: string
  id?: string
  code: string
  name: string
  error: string | undefined
  remove: string | undefined
  cells: (SheetCell & { listId?: string })[]
}

/** A section as its page shows it: a row of cells a physical row, an empty one where there is none. */
export const sectionView = (form: CompiledForm, given: SectionPage) => {
  const { section, place, report } = given
  const stored = sectionOf(report, section.code)
  const lines = linesOf(section, stored, (row, there) => {
    const typed = Number(given.raw?.[countName(place, row)] ?? 0) || 0
    return Math.max(there + (given.extra === row.key ? 1 : 0), Math.min(typed, there + MAX_NEW_ROWS))
  })
  const size = linesAPage(section)
  const pages = Math.max(1, pageOfLine(section, lines.length - 1))
  const page = Math.min(Math.max(1, given.page ?? 1), pages)
  const here = lines.slice((page - 1) * size, page * size)
  const counts = new Map<string, number>()
  for (const { row } of lines) counts.set(row.key, (counts.get(row.key) ?? 0) + 1)
  const cellPage: CellPage = { form, place, section, lines: here.length, ...(given.raw ? { raw: given.raw } : {}) }
  const columns = shownColumns(section)
  const suggestions = new Map<string, Dictionary>()
  const before = beforeOf(given)
  const findings = byRow(given.findings)
  const rows = here.map((line): SheetRow => {
    const { row, occurrence, rowIndex } = line
    const found = rowIndex === -1 ? [] : (findings.get(rowIndex) ?? [])
    const isMany = row.type === 'M' || (counts.get(row.key) ?? 1) > 1
    const was = before(line)
    return {
      id: rowName(place, row.key, occurrence),
      code: row.code,
      name: isMany ? `${row.name}, запись ${occurrence + 1}` : row.name,
      error: found.find(({ column }) => column === null)?.message,
      remove: isMany ? `remove:${row.key}:${occurrence}` : undefined,
      cells: columns.map(column => {
        const cell = sheetCell(cellPage, line, column, found, was)
        if (cell.closed || cell.suggestions === undefined) return cell
        suggestions.set(cell.suggestions.id, cell.suggestions)
        return { ...cell, listId: `list-${cell.suggestions.id}` }
      }),
    }
  })
  return {
    code: section.code,
    name: section.name,
    columns: columns.map(column => ({
      id: columnName(place, column),
      name: column.name || column.code,
      code: column.code,
    })),
    rows: withHeadings(section, here, rows),
    hasRemove: rows.some(({ remove }) => remove !== undefined),
    page,
    pages,
    shown: { from: (page - 1) * size + 1, to: (page - 1) * size + here.length, of: lines.length },
    // How many rows with a code the page knows of, where that is not one.
    counts: dataRows(section)
      .filter(row => (counts.get(row.key) ?? 1) > 1)
      .map(row => ({ name: countName(place, row), value: counts.get(row.key) })),
    free: section.rows
      .filter(({ type }) => type === 'M')
      .map(row => ({ value: `add:${row.key}`, text: `Добавить строку «${row.name}»` })),
    suggestions: [...suggestions.values()].map(dictionary => ({
      id: `list-${dictionary.id}`,
      terms: dictionary.terms.map(({ id, name }) => ({ id, name })),
    })),
  }
}

/** The rows of a page with the headings that stand before them; a page that goes on below a heading repeats it. */
const withHeadings = (section: TemplateSection, here: readonly Line[], rows: readonly SheetRow[]): SheetRow[] => {
  const own = new Map<string, string[]>()
  const above = new Map<string, string>()
  let waiting: string[] = []
  let last: string | undefined
  for (const row of section.rows) {
    if (row.type === 'C') waiting.push(row.name)
    else {
      own.set(row.key, waiting)
      last = waiting.at(-1) ?? last
      if (last !== undefined) above.set(row.key, last)
      waiting = []
    }
  }
  return rows.flatMap((row, at) => {
    const { row: of, occurrence } = here[at] as Line
    const begun = occurrence === 0 ? (own.get(of.key) ?? []) : []
    const continued = at === 0 && begun.length === 0 ? [above.get(of.key) ?? []].flat() : []
    return [...[...begun, ...continued].map(heading => ({ ...EMPTY, heading })), row]
  })
}

const EMPTY = { code: '', name: '', error: undefined, remove: undefined, cells: [] }

const byRow = (findings: readonly Finding[]): Map<number, Finding[]> => {
  const found = new Map<number, Finding[]>()
  for (const finding of findings) {
    const { rowIndex } = finding
    if (rowIndex !== null) found.set(rowIndex, [...(found.get(rowIndex) ?? []), finding])
  }
  return found
}

/** What stood in the period before: of fixed rows by their code, of free ones by their specifics. */
const beforeOf = ({ previous, section }: SectionPage): ((line: Line) => ReportRow | undefined) => {
  if (previous === undefined) return () => undefined
  const groups = rowsByKey(sectionOf(previous, section.code))
  const specificsOf = ({ s1 = '', s2 = '', s3 = '' }: Specifics): string => JSON.stringify([s1, s2, s3])
  const free = new Map(
    [...groups].flatMap(([key, rows]) =>
      rows.toReversed().map(({ row }) => [`${key} ${specificsOf(row.specifics)}`, row] as const),
    ),
  )
  return ({ row, occurrence, stands }) => {
    if (row.type !== 'M') return groups.get(row.key)?.[occurrence]?.row
    return stands === undefined ? undefined : free.get(`${row.key} ${specificsOf(stands.specifics)}`)
  }
}
