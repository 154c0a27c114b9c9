import type { CurveParameters } from './curve'

/** A point in Jacobian coordinates: x = X/Z², y = Y/Z³; Z = 0 is the point at infinity. */
type Point = { x: bigint; y: bigint; z: bigint }

export type AffinePoint = { x: bigint; y: bigint }

const INFINITY: Point = { x: 1n, y: 1n, z: 0n }
/** Windows of the two scalars: the base point's table is made once, the key's for every check. */
const BASE_WINDOW = 8
const KEY_WINDOW = 5
const MAX_PROVED = 1000

/**
 * Point arithmetic for checking signatures, where everything is public: the time it takes tells nothing secret.
 * It must never see a private key; signing, where it is needed, belongs to @noble/curves.
 * Formulas: Cohen, Miyaji, Ono 1998 (dbl-1998-cmo, add-1998-cmo-2). Values between them may be negative: `%` keeps
 * the sign, and only the last division makes them canonical.
 */
export class EllipticCurve {
  private baseTable: readonly Point[] | null = null
  /** a between -p/2 and p/2: for most curves it is -3, and multiplying by it costs nothing. */
  private readonly a: bigint
  /** x of keys whose order has been proved, on curves where that takes as long as the signature itself. */
  private readonly proved = new Set<bigint>()

  constructor(private readonly parameters: CurveParameters) {
    const { a, p } = parameters
    this.a = 2n * a > p ? a - p : a
  }

  /** The point lies on the curve, its coordinates are reduced, and its order is q (RFC 7091, 5.2). */
  isPublicKey({ x, y }: AffinePoint): boolean {
    const { p, a, b, q, h } = this.parameters
    if (x >= p || y >= p || (y * y - (x * x * x + a * x + b)) % p !== 0n) return false
    if (h === 1n || this.proved.has(x)) return true
    const table = this.multiples({ x, y, z: 1n }, KEY_WINDOW)
    if (this.sum([{ digits: windowed(q, KEY_WINDOW), table }]).z !== 0n) return false
    if (this.proved.size >= MAX_PROVED) this.proved.clear()
    this.proved.add(x)
    return true
  }

  /** x coordinate of u · P + v · Q, where P is the base point; null at infinity. */
  multiplyAdd(u: bigint, v: bigint, key: AffinePoint): bigint | null {
    const { p, x, y } = this.parameters
    this.baseTable ??= this.multiples({ x, y, z: 1n }, BASE_WINDOW)
    const { x: top, z } = this.sum([
      { digits: windowed(u, BASE_WINDOW), table: this.baseTable },
      { digits: windowed(v, KEY_WINDOW), table: this.multiples({ ...key, z: 1n }, KEY_WINDOW) },
    ])
    if (z === 0n) return null
    const inverse = invert(z, p)
    const result = (top * inverse * inverse) % p
    return result < 0n ? result + p : result
  }

  /** Straus' method: the doublings are shared by all terms. */
  private sum(terms: readonly { digits: Int8Array; table: readonly Point[] }[]): Point {
    let total = INFINITY
    for (let i = Math.max(...terms.map(({ digits }) => digits.length)) - 1; i >= 0; i--) {
      total = this.double(total)
      for (const { digits, table } of terms) {
        const digit = digits[i] ?? 0
        if (digit === 0) continue
        const point = table[Math.abs(digit) >> 1] as Point
        total = this.add(total, digit > 0 ? point : { x: point.x, y: -point.y, z: point.z })
      }
    }
    return total
  }

  /** P, 3P, 5P … as many as a window needs. */
  private multiples(point: Point, window: number): readonly Point[] {
    const twice = this.double(point)
    const table = [point]
    for (let last = point; table.length < 1 << (window - 2); table.push(last)) last = this.add(last, twice)
    return table
  }

  private double(point: Point): Point {
    const { p } = this.parameters
    const { x, y, z } = point
    if (z === 0n || y === 0n) return INFINITY
    const yy = (y * y) % p
    const s = (4n * x * yy) % p
    const zz = (z * z) % p
    const m = (3n * x * x + this.a * ((zz * zz) % p)) % p
    const newX = (m * m - 2n * s) % p
    return { x: newX, y: (m * (s - newX) - 8n * yy * yy) % p, z: (2n * y * z) % p }
  }

  private add(first: Point, second: Point): Point {
    const { p } = this.parameters
    if (first.z === 0n) return second
    if (second.z === 0n) return first
    const zz1 = (first.z * first.z) % p
    const zz2 = (second.z * second.z) % p
    const u1 = (first.x * zz2) % p
    const s1 = (first.y * ((zz2 * second.z) % p)) % p
    const h = (second.x * zz1 - u1) % p
    const r = (second.y * ((zz1 * first.z) % p) - s1) % p
    if (h === 0n) return r === 0n ? this.double(first) : INFINITY
    const hh = (h * h) % p
    const hhh = (h * hh) % p
    const v = (u1 * hh) % p
    const newX = (r * r - hhh - 2n * v) % p
    return { x: newX, y: (r * (v - newX) - s1 * hhh) % p, z: (((first.z * second.z) % p) * h) % p }
  }
}

/** Odd signed digits of a scalar, the lowest first (wNAF): at most one of `window` neighbours is not zero. */
const windowed = (scalar: bigint, window: number): Int8Array => {
  const size = 1 << window
  const digits: number[] = []
  for (let rest = scalar; rest > 0n; rest >>= 1n) {
    const low = Number(BigInt.asUintN(window, rest))
    const digit = low % 2 === 0 ? 0 : low >= size / 2 ? low - size : low
    rest -= BigInt(digit)
    digits.push(digit)
  }
  return Int8Array.from(digits)
}

/** Modular inverse by Euclid's algorithm; `value` and the modulus have no common divisor. */
export const invert = (value: bigint, modulus: bigint): bigint => {
  let [a, b, u, v] = [((value % modulus) + modulus) % modulus, modulus, 1n, 0n]
  while (a !== 0n) {
    const quotient = b / a
    ;[a, b, u, v] = [b - quotient * a, a, v - quotient * u, u]
  }
  return ((v % modulus) + modulus) % modulus
}
