import { curveByOid, curveOids } from '../../../../src/crypto/gost/curves'
import { reduction } from '../../../../src/crypto/gost/reduction'

const primes = [...new Set(curveOids.flatMap(oid => curveByOid(oid)?.p ?? []))]
const bitsOf = (value: bigint): number => (value < 0n ? -value : value).toString(2).length

/** Products as the curve makes them: of factors a little longer than p, of both signs, and the edges. */
const products = (p: bigint): bigint[] => {
  const factors = [0n, 1n, -1n, p, -p, p - 1n, 1n - p, p + 1n, 2n * p, 7n * p - 3n, p / 3n, -(p / 7n), (p * 5n) / 2n]
  return factors.flatMap(a => factors.map(b => 8n * a * b - 3n * a))
}

describe('the reduction by a prime of GOST', () => {
  it.each(primes.map(p => [bitsOf(p), p.toString(16).slice(-8), p] as const))(
    'of %i bits that ends in %s keeps the value and makes it short',
    (bits, _, p) => {
      const reduce = reduction(p)
      for (const product of products(p)) {
        const reduced = reduce(product)
        expect((reduced - product) % p).toBe(0n)
        expect(bitsOf(reduced)).toBeLessThanOrEqual(bits + 1)
      }
    },
  )
})
