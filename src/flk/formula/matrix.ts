import type { Numbers } from '../number/column-numbers'
import type { LoadedRow } from '../report-data/loaded-report'
import { NotApplicable } from './not-applicable'

/** What the rows and columns of a matrix stand for: null where an axis was summed up or never had a place. */
export interface Axes {
  readonly rows: number
  readonly columns: number
  readonly section: string | null
  readonly rowPlaces: readonly LoadedRow[] | null
  /** Codes of columns. */
  readonly columnPlaces: readonly string[] | null
}

/** Rows × columns of numbers, row by row. */
export interface Matrix extends Axes {
  readonly numbers: Numbers
}

/** A single number without a place. */
export const SINGLE: Axes = { rows: 1, columns: 1, section: null, rowPlaces: null, columnPlaces: null }

const stretched = (a: number, b: number): number => {
  if (a === b || b === 1) return a
  if (a === 1) return b
  throw new NotApplicable(`размеры частей формулы не совпадают: ${a} и ${b}`)
}

/** The shape that two operands stretch to: an axis of length one fits any other. */
export const spanned = (a: Axes, b: Axes): Axes => {
  const rows = stretched(a.rows, b.rows)
  const columns = stretched(a.columns, b.columns)
  return {
    rows,
    columns,
    section: a.section ?? b.section,
    rowPlaces: places(a.rowPlaces, b.rowPlaces, rows),
    columnPlaces: places(a.columnPlaces, b.columnPlaces, columns),
  }
}

/** The left operand's places, unless it was stretched and the right one was not. */
const places = <T>(a: readonly T[] | null, b: readonly T[] | null, length: number): readonly T[] | null => {
  if (a?.length === length) return a
  if (b?.length === length) return b
  return null
}

/** Where the element of a stretched result lies in an operand: steps of a row and of a column. */
export const strides = (operand: Axes): { row: number; column: number } => ({
  row: operand.rows === 1 ? 0 : operand.columns,
  column: operand.columns === 1 ? 0 : 1,
})
