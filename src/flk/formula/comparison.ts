import { asExact, MAX_SCALE, unitsAt } from '../number/column-numbers'
import { rationalFrom, scaledTo, unitsAsText } from '../number/rational'
import type { FlkOptions } from '../options'
import type { ComparisonOperator } from './ast'
import { type Axes, type Matrix, spanned, strides } from './matrix'
import type { Failure, Verdicts } from './verdicts'

/** How the comparisons of a formula are made. */
export interface Comparing {
  /** Decimal places that both sides are rounded to. */
  readonly precision: number
  /** Admissible deviation, in whole units of the precision; 0 in conditions. */
  readonly fault: bigint
  readonly options: FlkOptions
}

/** A fault as whole units of the precision: both sides are such, so what is finer makes no difference. */
export const faultUnits = (fault: string, precision: number): bigint => {
  const number = rationalFrom(fault)
  return number === undefined || number.n <= 0n ? 0n : scaledTo(number, precision, 'truncate')
}

/** Compares element by element: both sides rounded, ∅ as 0, deviations within the fault forgiven. */
export const compareMatrices = (operator: ComparisonOperator, a: Matrix, b: Matrix, comparing: Comparing): Verdicts => {
  const axes = spanned(a, b)
  const { precision, options } = comparing
  const left = precision <= MAX_SCALE ? unitsAt(a.numbers, precision, options.rounding) : undefined
  const right = left === undefined ? undefined : unitsAt(b.numbers, precision, options.rounding)
  return left !== undefined && right !== undefined && comparing.fault <= Number.MAX_SAFE_INTEGER
    ? inUnits(operator, { units: left, ...strides(a) }, { units: right, ...strides(b) }, axes, comparing)
    : exactly(operator, a, b, axes, comparing)
}

interface Side {
  readonly units: Float64Array
  readonly row: number
  readonly column: number
}

const inUnits = (operator: ComparisonOperator, a: Side, b: Side, axes: Axes, comparing: Comparing): Verdicts => {
  const fault = Number(comparing.fault)
  const emptyDiffers = operator === '<>' && comparing.options.emptyDiffersFromEmpty
  const test = TESTS[operator]
  const holds = new Uint8Array(axes.rows * axes.columns)
  let place = 0
  for (let row = 0; row < axes.rows; row += 1)
    for (let column = 0; column < axes.columns; column += 1) {
      const x = a.units[row * a.row + column * a.column] as number
      const y = b.units[row * b.row + column * b.column] as number
      // Differences of numbers that doubles hold exactly have the right sign; within a fault they are exact, too.
      const difference = (x !== x ? 0 : x) - (y !== y ? 0 : y)
      holds[place] = (emptyDiffers && x !== x && y !== y) || test(difference, fault) ? 1 : 0
      place += 1
    }
  const unit = (side: Side, row: number, column: number): bigint | null => {
    const value = side.units[row * side.row + column * side.column] as number
    return value !== value ? null : BigInt(value)
  }
  return {
    ...axes,
    holds,
    failures: (row, column) => [
      failure(operator, unit(a, row, column), unit(b, row, column), axes, row, column, comparing.precision),
    ],
  }
}

/**
 * The fault widens =, <= and >=, bound included, and narrows <>; it does nothing to < and >. A fault of 0 leaves all as
 * they are.
 */
const TESTS: Readonly<Record<ComparisonOperator, (difference: number, fault: number) => boolean>> = {
  '=': (difference, fault) => Math.abs(difference) <= fault,
  '<=': (difference, fault) => difference <= fault,
  '>=': (difference, fault) => -difference <= fault,
  '<>': (difference, fault) => Math.abs(difference) > fault,
  '<': difference => difference < 0,
  '>': difference => difference > 0,
}

const exactly = (operator: ComparisonOperator, a: Matrix, b: Matrix, axes: Axes, comparing: Comparing): Verdicts => {
  const { precision, fault, options } = comparing
  const [stepA, stepB] = [strides(a), strides(b)]
  const sides = [a, b].map(({ numbers }) =>
    asExact(numbers).map(value => (value === null ? null : scaledTo(value, precision, options.rounding))),
  )
  const [left = [], right = []] = sides
  const x = (row: number, column: number): bigint | null => left[row * stepA.row + column * stepA.column] ?? null
  const y = (row: number, column: number): bigint | null => right[row * stepB.row + column * stepB.column] ?? null
  const holds = new Uint8Array(axes.rows * axes.columns)
  for (let place = 0; place < holds.length; place += 1) {
    const [row, column] = [Math.trunc(place / axes.columns), place % axes.columns]
    const [p, q] = [x(row, column), y(row, column)]
    const bothEmpty = operator === '<>' && options.emptyDiffersFromEmpty && p === null && q === null
    const difference = (p ?? 0n) - (q ?? 0n)
    // Signs are enough: how far beyond the fault a difference lies does not matter.
    const sign = difference > fault ? 2 : difference < -fault ? -2 : difference > 0n ? 1 : difference < 0n ? -1 : 0
    holds[place] = bothEmpty || TESTS[operator](sign, 1) ? 1 : 0
  }
  return {
    ...axes,
    holds,
    failures: (row, column) => [failure(operator, x(row, column), y(row, column), axes, row, column, precision)],
  }
}

const failure = (
  operator: ComparisonOperator,
  left: bigint | null,
  right: bigint | null,
  { section, rowPlaces, columnPlaces }: Axes,
  row: number,
  column: number,
  precision: number,
): Failure => ({
  section,
  row: rowPlaces?.[row] ?? null,
  column: columnPlaces?.[column] ?? null,
  left: left === null ? null : unitsAsText(left, precision),
  operator,
  right: right === null ? null : unitsAsText(right, precision),
  difference: unitsAsText((left ?? 0n) - (right ?? 0n), precision),
})
