/** A curve y² = x³ + ax + b over the prime field p, as GOST R 34.10-2012 (RFC 7091, 5.2) and its parameter sets give it. */
export type CurveParameters = {
  name: string
  /** Length of p and q; a coordinate, a digest and each half of a signature take bits / 8 octets. */
  bits: 256 | 512
  p: bigint
  a: bigint
  b: bigint
  /** Order of the subgroup that the base point (x, y) generates: a prime. */
  q: bigint
  /** Cofactor: the curve has h · q points. */
  h: bigint
  x: bigint
  y: bigint
}

/** A number of a parameter set as the standards print it. */
export const hex = (digits: string): bigint => BigInt(`0x${digits}`)
