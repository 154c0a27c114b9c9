import { asExact, MAX_SCALE, MAX_UNITS, type Numbers, roundUnits, settled, ten } from '../number/column-numbers'
import { compare, floorOf, type Rational, type Rounding, rounded } from '../number/rational'
import { each, eachExactly } from './arithmetic'
import { type Matrix, spanned } from './matrix'

/** Applies a function to every number that is not empty. */
const mapped = (
  matrix: Matrix,
  fast: ((units: Float64Array, scale: number) => Numbers | undefined) | undefined,
  exactly: (value: Rational) => Rational,
  places?: number,
): Matrix => {
  const { numbers } = matrix
  const quick = numbers.exact ? undefined : fast?.(numbers.units, numbers.scale)
  if (quick !== undefined) return { ...matrix, numbers: quick }
  const values = asExact(numbers).map(value => (value === null ? null : exactly(value)))
  return { ...matrix, numbers: places === undefined ? { exact: true, values } : settled(values, Math.max(places, 0)) }
}

export const negate = (matrix: Matrix): Matrix =>
  mapped(
    matrix,
    (units, scale) => ({ exact: false, scale, units: units.map(unit => -unit) }),
    ({ n, d }) => ({ n: -n, d }),
  )

export const absolute = (matrix: Matrix): Matrix =>
  mapped(
    matrix,
    (units, scale) => ({ exact: false, scale, units: units.map(Math.abs) }),
    ({ n, d }) => ({ n: n < 0n ? -n : n, d }),
  )

/** Down to a whole number, away from zero for negative ones. */
export const floor = (matrix: Matrix): Matrix =>
  mapped(
    matrix,
    (units, scale) => {
      const unit = ten(scale)
      return { exact: false, scale: 0, units: units.map(value => (value - (((value % unit) + unit) % unit)) / unit) }
    },
    floorOf,
    0,
  )

/** To decimal places, which may be negative. */
export const round = (matrix: Matrix, places: number, rounding: Rounding): Matrix =>
  mapped(
    matrix,
    (units, scale) => {
      if (places >= scale) return { exact: false, scale, units }
      if (scale - places > MAX_SCALE) return undefined
      const divisor = ten(scale - places)
      const whole = units.map(unit => roundUnits(unit, divisor, rounding))
      if (places >= 0) return { exact: false, scale: places, units: whole }
      const back = whole.map(unit => unit * ten(-places))
      return back.some(unit => Math.abs(unit) > MAX_UNITS) ? undefined : { exact: false, scale: 0, units: back }
    },
    value => rounded(value, places, rounding),
    places,
  )

/** The first that is not empty, element by element. */
export const coalesce = (first: Matrix, others: readonly Matrix[]): Matrix =>
  others.reduce(
    (a, b) =>
      chosen(
        a,
        b,
        (x, y) => (x !== x ? y : x),
        (x, y) => x ?? y,
      ),
    first,
  )

/** Empty where both are equal. ∅ equals 0 here as it does in comparisons. */
export const nullif = (a: Matrix, b: Matrix): Matrix =>
  chosen(
    a,
    b,
    (x, y) => ((x !== x ? 0 : x) === (y !== y ? 0 : y) ? Number.NaN : x),
    (x, y) => (compare(x ?? ZERO, y ?? ZERO) === 0 ? null : x),
  )

const ZERO: Rational = { n: 0n, d: 1n }

const chosen = (
  a: Matrix,
  b: Matrix,
  fast: (x: number, y: number) => number,
  exactly: (x: Rational | null, y: Rational | null) => Rational | null,
): Matrix => {
  const axes = spanned(a, b)
  if (!a.numbers.exact && !b.numbers.exact) {
    const scale = Math.max(a.numbers.scale, b.numbers.scale)
    const numbers = each(a, b, axes, scale, ten(scale - a.numbers.scale), ten(scale - b.numbers.scale), fast)
    if (numbers !== undefined) return { ...axes, numbers }
  }
  return { ...axes, numbers: { exact: true, values: eachExactly(a, b, axes, exactly) } }
}
