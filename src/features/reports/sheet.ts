import {
  cellRule,
  codeKey,
  dataRows,
  type Report,
  type ReportRow,
  type ReportSection,
  type TemplateColumn,
  type TemplateRow,
  type TemplateSection,
} from '../../flk'

/* How a section lies on its pages: lines in the order of the template, so many of them a page. */

/** Fields that a page has about: more would be slow to load, to read aloud and to send. */
const CELLS_A_PAGE = 600
const LEAST_LINES = 20

/** Rows that are not there yet and that a page takes at most. */
export const MAX_NEW_ROWS = 1000

/** A row as it is filled in: of a fixed row one, of a free row as many as there are, and an empty one where there is none. */
export type Line = {
  row: TemplateRow
  /** Which of the rows with this code, from zero. */
  occurrence: number
  stands: ReportRow | undefined
  /** Place of the row in the report's section; -1 for one that is not there yet. */
  rowIndex: number
}

/** The rows of a section by the keys of their codes. */
export const rowsByKey = (section: ReportSection | undefined): Map<string, { row: ReportRow; index: number }[]> => {
  const groups = new Map<string, { row: ReportRow; index: number }[]>()
  for (const [index, row] of (section?.rows ?? []).entries()) {
    const key = codeKey(row.code)
    const group = groups.get(key)
    if (group === undefined) groups.set(key, [{ row, index }])
    else group.push({ row, index })
  }
  return groups
}

/** @param least how many lines a row has at least, given how many of it there are */
export const linesOf = (
  section: TemplateSection,
  stored: ReportSection | undefined,
  least: (row: TemplateRow, there: number) => number = () => 1,
): Line[] => {
  const groups = rowsByKey(stored)
  return dataRows(section).flatMap(row => {
    const there = groups.get(row.key) ?? []
    const count = Math.max(1, there.length, least(row, there.length))
    return Array.from({ length: count }, (_, occurrence) => {
      const found = there[occurrence]
      return { row, occurrence, stands: found?.row, rowIndex: found?.index ?? -1 }
    })
  })
}

/** Side-heads stand in the row's own head; auxiliary columns are shown where they say something. */
export const shownColumns = (section: TemplateSection): TemplateColumn[] =>
  section.columns.filter(column => {
    if (column.type === 'B') return false
    if (column.type !== 'V') return true
    return dataRows(section).some(row => cellRule(row, column)?.defaultValue !== undefined)
  })

export const linesAPage = (section: TemplateSection): number =>
  Math.max(LEAST_LINES, Math.floor(CELLS_A_PAGE / Math.max(1, shownColumns(section).length)))

/** The page of a section, from one, on which its line with this number stands, from zero. */
export const pageOfLine = (section: TemplateSection, line: number): number => Math.floor(line / linesAPage(section)) + 1

/** The page and the occurrence of a row: by its place in the report's section, otherwise the first with this code. */
export class SheetPlaces {
  private readonly sections = new Map<string, { byIndex: Map<number, [number, number]>; byKey: Map<string, number> }>()

  constructor(private readonly report: Report) {}

  find(section: TemplateSection, row: string, rowIndex: number | null): { page: number; occurrence: number } {
    const { byIndex, byKey } = this.placesIn(section)
    const [page, occurrence] = byIndex.get(rowIndex ?? -1) ?? [byKey.get(codeKey(row)) ?? 1, 0]
    return { page, occurrence }
  }

  private placesIn(section: TemplateSection) {
    const known = this.sections.get(section.key)
    if (known !== undefined) return known
    const places = { byIndex: new Map<number, [number, number]>(), byKey: new Map<string, number>() }
    const stored = this.report.sections.find(({ code }) => code === section.code)
    for (const [at, { row, occurrence, rowIndex }] of linesOf(section, stored).entries()) {
      const page = pageOfLine(section, at)
      if (rowIndex !== -1) places.byIndex.set(rowIndex, [page, occurrence])
      if (occurrence === 0) places.byKey.set(row.key, page)
    }
    this.sections.set(section.key, places)
    return places
  }
}
