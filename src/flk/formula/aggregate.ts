import { asExact, MAX_UNITS, type Numbers } from '../number/column-numbers'
import { plus, type Rational } from '../number/rational'
import type { Matrix } from './matrix'

/** Which axis SUM sums up: the rows (one value a column), the columns (one value a row), or both. */
export type SummedAxis = 'rows' | 'columns' | 'both'

/** Sums up an axis. Empty cells count as nothing; a sum of empty cells only is empty. */
export const aggregate = (matrix: Matrix, axis: SummedAxis): Matrix => {
  const rows = axis === 'columns' ? matrix.rows : 1
  const columns = axis === 'rows' ? matrix.columns : 1
  return {
    rows,
    columns,
    section: matrix.section,
    rowPlaces: rows === matrix.rows ? matrix.rowPlaces : null,
    columnPlaces: columns === matrix.columns ? matrix.columnPlaces : null,
    numbers: fast(matrix, rows, columns) ?? exact(matrix, rows, columns),
  }
}

const fast = (matrix: Matrix, rows: number, columns: number): Numbers | undefined => {
  if (matrix.numbers.exact) return undefined
  const { units, scale } = matrix.numbers
  const sums = new Float64Array(rows * columns).fill(Number.NaN)
  let at = 0
  for (let row = 0; row < matrix.rows; row += 1)
    for (let column = 0; column < matrix.columns; column += 1) {
      const value = units[at] as number
      at += 1
      if (value !== value) continue
      const place = (rows === 1 ? 0 : row) * columns + (columns === 1 ? 0 : column)
      const sum = sums[place] as number
      const next = sum !== sum ? value : sum + value
      if (Math.abs(next) > MAX_UNITS) return undefined
      sums[place] = next
    }
  return { exact: false, scale, units: sums }
}

const exact = (matrix: Matrix, rows: number, columns: number): Numbers => {
  const values = asExact(matrix.numbers)
  const sums = Array.from<Rational | null>({ length: rows * columns }).fill(null)
  for (const [at, value] of values.entries()) {
    if (value === null) continue
    const row = Math.trunc(at / matrix.columns)
    const place = (rows === 1 ? 0 : row) * columns + (columns === 1 ? 0 : at % matrix.columns)
    const sum = sums[place] ?? null
    sums[place] = sum === null ? value : plus(sum, value)
  }
  return { exact: true, values: sums }
}
