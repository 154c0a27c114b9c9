import { asExact, MAX_SCALE, MAX_UNITS, type Numbers, type ScaledNumbers, ten } from '../number/column-numbers'
import { minus, over, plus, type Rational, rational, times } from '../number/rational'
import type { FlkOptions } from '../options'
import type { ArithmeticOperator } from './ast'
import { type Axes, type Matrix, spanned, strides } from './matrix'

/** Combines two matrices element by element; an axis of length one stretches. */
export const combine = (operator: ArithmeticOperator, a: Matrix, b: Matrix, options: FlkOptions): Matrix => {
  const axes = spanned(a, b)
  return { ...axes, numbers: fast(operator, a, b, axes, options) ?? exact(operator, a, b, axes, options) }
}

/** ∅ counts as nothing in a sum, and makes a product and a quotient empty, but for ∅ divided by a number, which is 0. */
const fast = (
  operator: ArithmeticOperator,
  a: Matrix,
  b: Matrix,
  axes: Axes,
  options: FlkOptions,
): Numbers | undefined => {
  if (a.numbers.exact || b.numbers.exact) return undefined
  const { scale: left } = a.numbers
  const { scale: right } = b.numbers
  if (operator === '*') return left + right > MAX_SCALE ? undefined : each(a, b, axes, left + right, 1, 1, product)
  const scale = Math.max(left, right)
  const [byLeft, byRight] = [ten(scale - left), ten(scale - right)]
  if (operator === '/') return quotients(a, b, axes, byLeft, byRight, options)
  return each(a, b, axes, scale, byLeft, byRight, operator === '+' ? total : difference)
}

const total = (x: number, y: number): number => (x !== x ? y : y !== y ? x : x + y)
const difference = (x: number, y: number): number => (x !== x ? -y : y !== y ? x : x - y)
const product = (x: number, y: number): number => x * y

const units = ({ numbers }: Matrix): Float64Array => (numbers as ScaledNumbers).units

/**
 * Applies an operation on whole units pair by pair; NaN is an empty cell. Undefined as soon as a number leaves what
 * doubles hold exactly.
 */
export const each = (
  a: Matrix,
  b: Matrix,
  { rows, columns }: Axes,
  scale: number,
  byLeft: number,
  byRight: number,
  operation: (x: number, y: number) => number,
): Numbers | undefined => {
  const [x, y, stepX, stepY] = [units(a), units(b), strides(a), strides(b)]
  const result = new Float64Array(rows * columns)
  let at = 0
  for (let row = 0; row < rows; row += 1)
    for (let column = 0; column < columns; column += 1) {
      const left = (x[row * stepX.row + column * stepX.column] as number) * byLeft
      const right = (y[row * stepY.row + column * stepY.column] as number) * byRight
      const value = operation(left, right)
      if (Math.abs(left) > MAX_UNITS || Math.abs(right) > MAX_UNITS || Math.abs(value) > MAX_UNITS) return undefined
      result[at] = value
      at += 1
    }
  return { exact: false, scale, units: result }
}

/** Decimal places within which quotients are tried before fractions are made. */
const QUOTIENT_PLACES = 4

/** Quotients that come out even; undefined where one does not. */
const quotients = (
  a: Matrix,
  b: Matrix,
  { rows, columns }: Axes,
  byLeft: number,
  byRight: number,
  options: FlkOptions,
): Numbers | undefined => {
  const [x, y, stepX, stepY] = [units(a), units(b), strides(a), strides(b)]
  const result = new Float64Array(rows * columns)
  let at = 0
  for (let row = 0; row < rows; row += 1)
    for (let column = 0; column < columns; column += 1) {
      const left = (x[row * stepX.row + column * stepX.column] as number) * byLeft * 10 ** QUOTIENT_PLACES
      const right = (y[row * stepY.row + column * stepY.column] as number) * byRight
      if (Math.abs(left) > MAX_UNITS || Math.abs(right) > MAX_UNITS) return undefined
      if (left !== left)
        result[at] = right !== right || (right === 0 && options.emptyOverZero === 'empty') ? Number.NaN : 0
      else if (right !== right || right === 0) result[at] = Number.NaN
      else if (left % right !== 0) return undefined
      else result[at] = left / right
      at += 1
    }
  return { exact: false, scale: QUOTIENT_PLACES, units: result }
}

const ZERO = rational(0n)

const exact = (operator: ArithmeticOperator, a: Matrix, b: Matrix, axes: Axes, options: FlkOptions): Numbers => ({
  exact: true,
  values: eachExactly(a, b, axes, (x, y) => exactly(operator, x, y, options)),
})

/** The same on fractions; null is an empty cell. */
export const eachExactly = (
  a: Matrix,
  b: Matrix,
  { rows, columns }: Axes,
  operation: (x: Rational | null, y: Rational | null) => Rational | null,
): (Rational | null)[] => {
  const [x, y, stepX, stepY] = [asExact(a.numbers), asExact(b.numbers), strides(a), strides(b)]
  const values: (Rational | null)[] = []
  for (let row = 0; row < rows; row += 1)
    for (let column = 0; column < columns; column += 1) {
      const left = x[row * stepX.row + column * stepX.column] ?? null
      const right = y[row * stepY.row + column * stepY.column] ?? null
      values.push(operation(left, right))
    }
  return values
}

const exactly = (
  operator: ArithmeticOperator,
  x: Rational | null,
  y: Rational | null,
  { emptyOverZero }: FlkOptions,
): Rational | null => {
  switch (operator) {
    case '+':
      return x === null ? y : y === null ? x : plus(x, y)
    case '-':
      return x === null ? y && { n: -y.n, d: y.d } : y === null ? x : minus(x, y)
    case '*':
      return x === null || y === null ? null : times(x, y)
    case '/':
      if (y === null) return null
      if (x === null) return y.n === 0n && emptyOverZero === 'empty' ? null : ZERO
      return y.n === 0n ? null : over(x, y)
  }
}
