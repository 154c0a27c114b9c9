import type { LoadedRow } from '../report-data/loaded-report'
import type { ComparisonOperator, LogicOperator } from './ast'
import type { Axes } from './matrix'
import { spanned, strides } from './matrix'

/** A comparison that failed for one element. */
export interface Failure {
  readonly section: string | null
  readonly row: LoadedRow | null
  readonly column: string | null
  /** Sides as decimal texts, rounded to the precision; null for an empty one. */
  readonly left: string | null
  readonly operator: ComparisonOperator
  readonly right: string | null
  readonly difference: string
}

/** Whether each element of a matrix holds, and why it does not. */
export interface Verdicts extends Axes {
  /** 1 for holds, 0 for fails; row by row. */
  readonly holds: Uint8Array
  /** The comparisons that made an element fail. */
  readonly failures: (row: number, column: number) => readonly Failure[]
}

/** Joins two matrices of verdicts element by element. */
export const join = (operator: LogicOperator, a: Verdicts, b: Verdicts): Verdicts => {
  const axes = spanned(a, b)
  const [stepA, stepB] = [strides(a), strides(b)]
  const holds = new Uint8Array(axes.rows * axes.columns)
  const at = (verdicts: Verdicts, step: { row: number; column: number }, row: number, column: number): number =>
    verdicts.holds[row * step.row + column * step.column] ?? 0
  let place = 0
  for (let row = 0; row < axes.rows; row += 1)
    for (let column = 0; column < axes.columns; column += 1) {
      const [left, right] = [at(a, stepA, row, column), at(b, stepB, row, column)]
      holds[place] = operator === 'and' ? left & right : left | right
      place += 1
    }
  const failuresOf = (verdicts: Verdicts, step: { row: number; column: number }, row: number, column: number) =>
    at(verdicts, step, row, column) === 1
      ? []
      : verdicts.failures(step.row === 0 ? 0 : row, step.column === 0 ? 0 : column)
  return {
    ...axes,
    holds,
    failures: (row, column) => [...failuresOf(a, stepA, row, column), ...failuresOf(b, stepB, row, column)],
  }
}
