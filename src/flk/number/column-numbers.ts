import { power, type Rational, type Rounding, rational, scaledTo } from './rational'

/**
 * The numbers of a matrix, empty ones included. Nearly always they are whole numbers of units of 10^-scale within what a
 * double holds exactly (NaN is an empty cell); what does not fit so is kept as exact fractions. Nothing is ever rounded
 * unless a formula asks for it.
 */
export type Numbers = ScaledNumbers | ExactNumbers

export interface ScaledNumbers {
  readonly exact: false
  readonly scale: number
  readonly units: Float64Array
}

export interface ExactNumbers {
  readonly exact: true
  readonly values: readonly (Rational | null)[]
}

/** Beyond this a double skips whole numbers. */
export const MAX_UNITS = Number.MAX_SAFE_INTEGER
/** Powers of ten that a double holds and that leave room for digits. */
export const MAX_SCALE = 15
export const TEN = Array.from({ length: MAX_SCALE + 1 }, (_, exponent) => 10 ** exponent)
/** Ten to a power up to `MAX_SCALE`, as a double. */
export const ten = (exponent: number): number => TEN[exponent] ?? Number.NaN

/** The numbers as fractions. */
export const asExact = (numbers: Numbers): readonly (Rational | null)[] => {
  if (numbers.exact) return numbers.values
  const unit = power(numbers.scale)
  return Array.from(numbers.units, value => (Number.isNaN(value) ? null : rational(BigInt(value), unit)))
}

/** Exact numbers as units of 10^-places, where all of them are such and fit; otherwise as they are. */
export const settled = (values: readonly (Rational | null)[], places: number): Numbers => {
  if (places > MAX_SCALE) return { exact: true, values }
  const units = new Float64Array(values.length)
  for (let index = 0; index < values.length; index += 1) {
    const value = values[index]
    const unit = value == null ? Number.NaN : Number(scaledTo(value, places, 'truncate'))
    if (Math.abs(unit) > MAX_UNITS) return { exact: true, values }
    units[index] = unit
  }
  return { exact: false, scale: places, units }
}

/** A double of whole units cut to a coarser scale: `divisor` is the power of ten between the two. */
export const roundUnits = (units: number, divisor: number, rounding: Rounding): number => {
  const rest = units % divisor
  const whole = (units - rest) / divisor
  if (rounding === 'truncate' || rest === 0) return whole
  const twice = Math.abs(rest) * 2
  if (twice < divisor) return whole
  if (twice === divisor && rounding === 'half-even' && whole % 2 === 0) return whole
  return units < 0 ? whole - 1 : whole + 1
}

/** The numbers in whole units of 10^-places, rounded; undefined where they do not fit into doubles. */
export const unitsAt = (numbers: Numbers, places: number, rounding: Rounding): Float64Array | undefined => {
  if (numbers.exact) {
    const rounded = settledAt(numbers.values, places, rounding)
    return rounded.some(unit => Math.abs(unit) > MAX_UNITS) ? undefined : rounded
  }
  const { scale, units } = numbers
  if (scale === places) return units
  if (scale > places) return units.map(unit => roundUnits(unit, ten(scale - places), rounding))
  if (places - scale > MAX_SCALE) return undefined
  const finer = units.map(unit => unit * ten(places - scale))
  return finer.some(unit => Math.abs(unit) > MAX_UNITS) ? undefined : finer
}

const settledAt = (values: readonly (Rational | null)[], places: number, rounding: Rounding): Float64Array =>
  Float64Array.from(values, value => (value === null ? Number.NaN : Number(scaledTo(value, places, rounding))))
