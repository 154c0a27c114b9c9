import type { ReportSection, TemplateSection } from '../../flk'
import { paths } from '../../http/paths'
import { rowName } from './cells'
import { linesOf, pageOfLine } from './sheet'

/* Where the buttons of a section's page lead, once what was typed is stored. */

/** The number of a section's page in an address, from one; the first where it says nothing of use. */
export const pageIn = (query: unknown): number => {
  const page = (query as Record<string, unknown>).page
  return typeof page === 'string' && /^\d{1,5}$/.test(page) ? Math.max(1, Number(page)) : 1
}

/** The address of a page of a section; the first one has none of its own. */
export const pageAddress = (id: number, place: number, page: number): string =>
  `${paths.cabinet.reportSection(id, place)}${page > 1 ? `?page=${page}` : ''}`

/** How many pages a section has. */
export const pagesOf = (section: TemplateSection, stored: ReportSection | undefined): number =>
  pageOfLine(section, Math.max(0, linesOf(section, stored).length - 1))

export type Cell = { row: string; occurrence: number; column: string }

/** The button that leads from a cell to its dictionary. */
export const findButton = ({ row, occurrence, column }: Cell): string =>
  ['find', row, String(occurrence), column].map(encodeURIComponent).join(':')

const cellOf = (button: string): Cell | undefined => {
  const [kind, row, occurrence, column, ...more] = button.split(':').map(decoded)
  if (kind !== 'find' || row === undefined || column === undefined || more.length > 0) return undefined
  return /^\d{1,6}$/.test(occurrence ?? '') ? { row, occurrence: Number(occurrence), column } : undefined
}

const decoded = (text: string): string => {
  try {
    return decodeURIComponent(text)
  } catch {
    return text
  }
}

export type RowToRemove = { row: string; occurrence: number }

/** The row that a button removes. */
export const rowToRemove = (button: string): RowToRemove | undefined => {
  const [, row, occurrence] = /^remove:([^:]{1,60}):(\d{1,6})$/.exec(button) ?? []
  return row === undefined ? undefined : { row, occurrence: Number(occurrence) }
}

type Place = { id: number; place: number; section: TemplateSection; stored: ReportSection | undefined; page: number }

/**
 * Where a button leads that is about rows and cells of the section: another page of it, the row that was added, what is
 * left of a page a row was removed from, the dictionary of a cell, the paste. Undefined for any other button.
 */
export const sectionMove = (at: Place, button: string): string | undefined => {
  const { id, place, section, stored, page } = at
  if (button === 'paste') return paths.cabinet.reportPaste(id, place)
  if (button.startsWith('remove:')) return `${pageAddress(id, place, Math.min(page, pagesOf(section, stored)))}#rows`
  if (button.startsWith('page:')) return pageAddress(id, place, pageIn({ page: button.slice(5) }))
  if (button.startsWith('add:')) return addedRow(at, button.slice(4))
  const cell = cellOf(button)
  if (cell === undefined) return undefined
  const { row, column } = cell
  // Rows in which nothing stood are gone by now: a new row is the one after the last.
  const there = linesOf(section, stored).filter(line => line.row.key === row && line.rowIndex !== -1).length
  const occurrence = String(Math.min(cell.occurrence, there))
  return `${paths.cabinet.reportTerms(id, place)}?${new URLSearchParams({ row, occurrence, column }).toString()}`
}

const addedRow = ({ id, place, section, stored }: Place, key: string): string | undefined => {
  const lines = linesOf(section, stored, (row, there) => there + (row.key === key ? 1 : 0))
  const at = lines.findLastIndex(({ row }) => row.key === key)
  const added = lines[at]
  if (added === undefined || added.row.type !== 'M') return undefined
  const page = pageOfLine(section, at)
  const query = new URLSearchParams({ add: key, ...(page > 1 ? { page: String(page) } : {}) })
  return `${paths.cabinet.reportSection(id, place)}?${query.toString()}#${rowName(place, key, added.occurrence)}`
}
