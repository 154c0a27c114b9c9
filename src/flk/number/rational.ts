import { decimalParts } from './decimal-text'

/** An exact number: numerator and denominator without a common divisor, the denominator positive. */
export interface Rational {
  readonly n: bigint
  readonly d: bigint
}

const greatestDivisor = (a: bigint, b: bigint): bigint => {
  let [x, y] = [a < 0n ? -a : a, b]
  while (y !== 0n) [x, y] = [y, x % y]
  return x
}

/** Denominators beyond this come from sums of hundreds of quotients; they are cut to 60 decimal places. */
const WIDEST = 2n ** 512n
const CUT = 60

/** The fraction n/d in lowest terms. */
export const rational = (n: bigint, d = 1n): Rational => {
  if (d === 1n) return { n, d }
  const divisor = greatestDivisor(n, d < 0n ? -d : d) * (d < 0n ? -1n : 1n)
  const reduced = { n: n / divisor, d: d / divisor }
  return reduced.d > WIDEST ? rational(scaledTo(reduced, CUT, 'half-away'), power(CUT)) : reduced
}

const POWERS: bigint[] = []
/** Ten to a power, as a BigInt. */
export const power = (exponent: number): bigint => {
  POWERS[exponent] ??= 10n ** BigInt(exponent)
  return POWERS[exponent]
}

/** The number that a decimal text stands for; undefined for any other text. */
export const rationalFrom = (text: string): Rational | undefined => {
  const parts = decimalParts(text)
  if (parts === undefined) return undefined
  const digits = BigInt(parts.integer + parts.fraction)
  return rational(parts.negative ? -digits : digits, power(parts.fraction.length))
}

export const plus = (a: Rational, b: Rational): Rational => rational(a.n * b.d + b.n * a.d, a.d * b.d)
export const minus = (a: Rational, b: Rational): Rational => rational(a.n * b.d - b.n * a.d, a.d * b.d)
export const times = (a: Rational, b: Rational): Rational => rational(a.n * b.n, a.d * b.d)
/** The caller sees to it that the divisor is not zero. */
export const over = (a: Rational, b: Rational): Rational => rational(a.n * b.d, a.d * b.n)

/** Negative, zero or positive, as a is less than, equal to or greater than b. */
export const compare = (a: Rational, b: Rational): number => {
  const difference = a.n * b.d - b.n * a.d
  return difference < 0n ? -1 : difference > 0n ? 1 : 0
}

/** The greatest whole number that is not above it. */
export const floorOf = ({ n, d }: Rational): Rational => {
  const whole = n / d
  return rational(n < 0n && whole * d !== n ? whole - 1n : whole)
}

export type Rounding = 'half-away' | 'half-even' | 'truncate'

/** The number times ten to `places`, rounded to a whole one. Places may be negative. */
export const scaledTo = ({ n, d }: Rational, places: number, rounding: Rounding): bigint => {
  const numerator = places >= 0 ? n * power(places) : n
  const denominator = places >= 0 ? d : d * power(-places)
  const whole = numerator / denominator
  if (rounding === 'truncate') return whole
  const rest = numerator - whole * denominator
  const twice = (rest < 0n ? -rest : rest) * 2n
  if (twice < denominator) return whole
  if (twice === denominator && rounding === 'half-even' && whole % 2n === 0n) return whole
  return numerator < 0n ? whole - 1n : whole + 1n
}

/** The number rounded to decimal places, which may be negative. */
export const rounded = (number: Rational, places: number, rounding: Rounding): Rational => {
  const whole = scaledTo(number, places, rounding)
  return places >= 0 ? rational(whole, power(places)) : rational(whole * power(-places))
}

/** A whole number of units of 10^-places as a decimal text: 1234, 2 → 12.34. */
export const unitsAsText = (units: bigint, places: number): string => {
  const digits = String(units < 0n ? -units : units).padStart(places + 1, '0')
  const text = places === 0 ? digits : `${digits.slice(0, -places)}.${digits.slice(-places)}`
  return units < 0n ? `-${text}` : text
}
