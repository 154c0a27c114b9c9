import type { ReportSection, TemplateColumn, TemplateRow, TemplateSection } from '../../../flk'
import type { Line } from '../sheet'

/* Which cell of a block goes where. */

export type Block = readonly (readonly string[])[]

/** Where a block begins, and how its rows and columns are found. */
export type Target =
  /** The block lies with its upper left cell on this one. */
  | { layout: 'block'; row: string; occurrence: number; column: string }
  /** The first line has the codes of the columns, the first column those of the rows. */
  | { layout: 'codes' }

/** A cell of the block over a cell of the section. */
export type Pair = { line: Line; column: TemplateColumn; text: string }
export type Placed = { line: Line; column: TemplateColumn; value: string; was: string }
/** What of the block has no place, with the sentence why. */
export type Left = { value: string; why: string }

export type Placement = {
  section: ReportSection
  placed: Placed[]
  left: Left[]
  /** Free rows that are new. */
  added: number
}

/** The columns that a block may be put into: those of values and of specifics, in order. */
export const inputColumns = (section: TemplateSection): TemplateColumn[] =>
  section.columns.filter(({ type }) => type === 'Z' || type === 'S')

export const newLine = (row: TemplateRow, occurrence: number): Line => ({
  row,
  occurrence,
  stands: undefined,
  rowIndex: -1,
})

/** What stands in a line of a block, to be told. */
export const shownCells = (cells: readonly string[]): string =>
  cells
    .map(cell => cell.trim())
    .filter(cell => cell !== '')
    .join(' | ')
