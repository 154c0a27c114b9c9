import type { CurveParameters } from '../../../../src/crypto/gost/curve'
import { curveByOid, curveOids } from '../../../../src/crypto/gost/curves'
import { EllipticCurve } from '../../../../src/crypto/gost/elliptic-curve'
import { pointsOf } from '../support/gost'

const curves = [...new Set(curveOids.map(oid => curveByOid(oid)))].flatMap(curve => curve ?? [])

const power = (base: bigint, exponent: bigint, modulus: bigint): bigint => {
  let result = 1n
  let square = base % modulus
  for (let left = exponent; left > 0n; left >>= 1n) {
    if ((left & 1n) === 1n) result = (result * square) % modulus
    square = (square * square) % modulus
  }
  return result
}

/** Fermat's test by several bases: enough to find a mistyped digit. */
const looksPrime = (value: bigint): boolean =>
  [2n, 3n, 5n, 7n, 11n].every(base => power(base, value - 1n, value) === 1n)

describe('parameter sets', () => {
  it('are nine curves under fourteen numbers', () => {
    expect(curves).toHaveLength(9)
    expect(curveOids).toHaveLength(14)
  })

  it('give several numbers to one curve', () => {
    const named = (oid: string) => curveByOid(oid)?.name
    expect(named('1.2.643.2.2.35.1')).toBe(named('1.2.643.2.2.36.0'))
    expect(named('1.2.643.2.2.35.1')).toBe(named('1.2.643.7.1.2.1.1.2'))
    expect(named('1.2.643.2.2.35.2')).toBe(named('1.2.643.7.1.2.1.1.3'))
    expect(named('1.2.643.2.2.35.3')).toBe(named('1.2.643.2.2.36.1'))
    expect(named('1.2.643.2.2.35.3')).toBe(named('1.2.643.7.1.2.1.1.4'))
  })

  it('know cofactor 4 for TC26 256 A and 512 C, and 1 for all others', () => {
    const withCofactor = curves.filter(({ h }) => h !== 1n).map(({ name, h }) => `${name}: ${h}`)
    expect(withCofactor).toEqual(['id-tc26-gost-3410-2012-256-paramSetA: 4', 'id-tc26-gost-3410-2012-512-paramSetC: 4'])
  })

  it('are unknown under any other number', () => {
    expect(curveByOid('1.2.643.2.2.35.4')).toBeUndefined()
  })

  describe.each(curves.map(curve => [curve.name, curve] as const))('%s', (_, curve) => {
    it('has a prime field, a prime order, a base point on it and a size that Hasse allows', () => {
      const { p, q, h, a, b, x, y } = curve
      expect(looksPrime(p)).toBe(true)
      expect(looksPrime(q)).toBe(true)
      expect((y * y - (x * x * x + a * x + b)) % p).toBe(0n)
      // (h·q - p - 1)² ≤ 4p
      expect((h * q - p - 1n) ** 2n <= 4n * p).toBe(true)
      expect(p.toString(2).length <= curve.bits && p.toString(2).length > curve.bits - 8).toBe(true)
    })

    it('adds and doubles as @noble/curves does', () => {
      const arithmetic = new EllipticCurve(curve)
      const points = pointsOf(curve)
      let u = curve.q / 3n
      let v = curve.q / 7n
      for (let i = 0; i < 2; i++) {
        const key = points.BASE.multiply(u)
        const expected = points.BASE.multiplyUnsafe(u).add(key.multiplyUnsafe(v)).toAffine().x
        expect(arithmetic.multiplyAdd(u, v, key.toAffine())).toBe(expected)
        u = (u * 5n + 1n) % curve.q
        v = (v * u) % curve.q
      }
    })

    it('meets the point at infinity and equal points without a slip', () => {
      const arithmetic = new EllipticCurve(curve)
      const base = { x: curve.x, y: curve.y }
      expect(arithmetic.multiplyAdd(1n, curve.q - 1n, base)).toBeNull()
      expect(arithmetic.multiplyAdd(0n, 0n, base)).toBeNull()
      expect(arithmetic.multiplyAdd(1n, 0n, base)).toBe(curve.x)
      expect(arithmetic.multiplyAdd(1n, 1n, base)).toBe(pointsOf(curve).BASE.double().toAffine().x)
      expect(arithmetic.multiplyAdd(curve.q - 3n, 5n, base)).toBe(pointsOf(curve).BASE.double().toAffine().x)
    })

    it('takes only points on the curve for keys', () => {
      const arithmetic = new EllipticCurve(curve)
      const { x, y, p } = curve
      expect(arithmetic.isPublicKey({ x, y })).toBe(true)
      expect(arithmetic.isPublicKey({ x, y: p - y })).toBe(true)
      expect(arithmetic.isPublicKey({ x, y: y + 1n })).toBe(false)
      expect(arithmetic.isPublicKey({ x: x + p, y })).toBe(false)
      expect(arithmetic.isPublicKey({ x: 0n, y: 0n })).toBe(false)
    })
  })

  it.each(curves.filter(({ h }) => h !== 1n).map(curve => [curve.name, curve] as const))(
    '%s takes only points of the prime order for keys',
    (_, curve) => {
      const arithmetic = new EllipticCurve(curve)
      // On the curve, but of an order that 2 or 4 divides: so are three points of four here.
      const stray = pointsWithX(curve).find(point => !isOfPrimeOrder(curve, point))
      const key = pointsOf(curve).BASE.multiply(5n).toAffine()
      expect(stray && arithmetic.isPublicKey(stray)).toBe(false)
      expect(arithmetic.isPublicKey(key)).toBe(true)
      // The second time the answer is remembered.
      expect(arithmetic.isPublicKey(key)).toBe(true)
    },
  )
})

/** @noble/curves refuses to meet the point of order two, which no multiple of a proper key is. */
const isOfPrimeOrder = (curve: CurveParameters, point: { x: bigint; y: bigint }): boolean => {
  try {
    return pointsOf(curve).fromAffine(point).isTorsionFree()
  } catch {
    return false
  }
}

/** The points with x from 1 to 20; the fields of these curves have p = 3 modulo 4, so a root is one power. */
const pointsWithX = ({ p, a, b }: CurveParameters): { x: bigint; y: bigint }[] =>
  Array.from({ length: 20 }, (_, i) => BigInt(i + 1)).flatMap(x => {
    const square = (x * x * x + a * x + b) % p
    const y = power(square, (p + 1n) / 4n, p)
    return (y * y) % p === square ? [{ x, y }] : []
  })
