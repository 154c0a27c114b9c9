import type { CurveParameters } from './curve'
import { invert, windowed } from './integers'
import { type Reduce, reduction } from './reduction'

/** A point in Jacobian coordinates: x = X/Z², y = Y/Z³. Z is 0n in the point at infinity alone, 1n in an affine one. */
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
 * Formulas: Cohen, Miyaji, Ono 1998 (dbl-1998-cmo, add-1998-cmo-2). Values between them are not canonical, only
 * congruent (`Reduce`): zero is asked for with `%`, and the last division makes the result canonical.
 */
export class EllipticCurve {
  private baseTable: readonly Point[] | null = null
  /** a between -p/2 and p/2: for most curves it is -3, and multiplying by it costs nothing. */
  private readonly a: bigint
  private readonly reduce: Reduce
  /** x of keys whose order has been proved, on curves where that takes as long as the signature itself. */
  private readonly proved = new Set<bigint>()

  constructor(private readonly parameters: CurveParameters) {
    const { a, p } = parameters
    this.a = 2n * a > p ? a - p : a
    this.reduce = reduction(p)
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
    this.baseTable ??= this.affine(this.multiples({ x, y, z: 1n }, BASE_WINDOW))
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

  /** The same points with Z = 1, which saves a quarter of an addition; one inversion for all (Montgomery's trick). */
  private affine(points: readonly Point[]): readonly Point[] {
    const { p } = this.parameters
    const products = [1n]
    for (const { z } of points) products.push(((products.at(-1) as bigint) * z) % p)
    let inverse = invert(products.pop() as bigint, p)
    const affine: Point[] = []
    for (const { x, y, z } of points.toReversed()) {
      const one = (inverse * (products.pop() as bigint)) % p
      inverse = (inverse * z) % p
      const square = (one * one) % p
      affine.push({ x: (x * square) % p, y: (y * ((square * one) % p)) % p, z: 1n })
    }
    return affine.toReversed()
  }

  private double({ x, y, z }: Point): Point {
    const { a, reduce } = this
    if (z === 0n || this.isOrderTwo(y)) return INFINITY
    const yy = reduce(y * y)
    const s = reduce((x * yy) << 2n)
    const zz = reduce(z * z)
    const m = reduce(a === -3n ? 3n * ((x - zz) * (x + zz)) : 3n * x * x + a * reduce(zz * zz))
    const newX = reduce(m * m - (s << 1n))
    return { x: newX, y: reduce(m * (s - newX) - ((yy * yy) << 3n)), z: reduce((y * z) << 1n) }
  }

  /** The tangent is vertical: points of order two exist only where the number of points is even. */
  private isOrderTwo(y: bigint): boolean {
    const { h, p } = this.parameters
    return h !== 1n && y % p === 0n
  }

  private add(first: Point, second: Point): Point {
    const { p } = this.parameters
    const { reduce } = this
    if (first.z === 0n) return second
    if (second.z === 0n) return first
    const isAffine = second.z === 1n
    const zz1 = reduce(first.z * first.z)
    const zz2 = isAffine ? 1n : reduce(second.z * second.z)
    const u1 = isAffine ? first.x : reduce(first.x * zz2)
    const s1 = isAffine ? first.y : reduce(first.y * reduce(zz2 * second.z))
    const h = reduce(second.x * zz1 - u1)
    const r = reduce(second.y * reduce(zz1 * first.z) - s1)
    if (h % p === 0n) return r % p === 0n ? this.double(first) : INFINITY
    const hh = reduce(h * h)
    const hhh = reduce(h * hh)
    const v = reduce(u1 * hh)
    const newX = reduce(r * r - hhh - (v << 1n))
    const z = isAffine ? first.z : reduce(first.z * second.z)
    return { x: newX, y: reduce(r * (v - newX) - s1 * hhh), z: reduce(z * h) }
  }
}
