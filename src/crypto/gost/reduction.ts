/**
 * Brings a product of two reduced numbers back to about the length of p. The result is congruent, not canonical: it may
 * be negative or exceed p a little, so ask `value % p === 0n` for zero.
 */
export type Reduce = (value: bigint) => bigint

/** From here on folding is faster than dividing (measured); below, the engine's division wins. */
const FOLDED_FROM = 500
/** How far from a power of two p may lie, so that the second folding leaves no more than a bit over. */
const MAX_DISTANCE = 2n ** 16n

/**
 * The 512-bit primes of GOST lie close to a power of two: p = 2ⁿ − c (569 for A and C, −111 for B). There 2ⁿ ≡ c, so that
 * the upper half of a number times c can be added to the lower one, twice; that takes half the time of a division.
 */
export const reduction = (p: bigint): Reduce => {
  const length = p.toString(2).length
  const n = [length, length - 1].find(n => n >= FOLDED_FROM && distance(n, p) < MAX_DISTANCE)
  if (n === undefined) return value => value % p
  const shift = BigInt(n)
  const c = 2n ** shift - p
  return value => {
    const once = BigInt.asUintN(n, value) + (value >> shift) * c
    return BigInt.asUintN(n, once) + (once >> shift) * c
  }
}

const distance = (n: number, p: bigint): bigint => {
  const c = 2n ** BigInt(n) - p
  return c < 0n ? -c : c
}
