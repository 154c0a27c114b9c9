import { type WeierstrassPointCons, weierstrass } from '@noble/curves/abstract/weierstrass.js'
import type { CurveParameters } from '../../../../src/crypto/gost/curve'

/** The other side for our own arithmetic: @noble/curves, audited. It signs here, with keys that are thrown away. */
const points = new Map<CurveParameters, WeierstrassPointCons<bigint>>()

export const pointsOf = (curve: CurveParameters): WeierstrassPointCons<bigint> => {
  const { p, a, b, q, h, x, y } = curve
  const known = points.get(curve) ?? weierstrass({ p, a, b, n: q, h, Gx: x, Gy: y })
  points.set(curve, known)
  return known
}

export const keyPair = (curve: CurveParameters, secret: bigint): { secret: bigint; x: bigint; y: bigint } => {
  const { x, y } = pointsOf(curve).BASE.multiply(secret).toAffine()
  return { secret, x, y }
}

/** RFC 7091, 6.1, with a given k; the result is s ‖ r as CMS carries it. */
export const signDigest = (curve: CurveParameters, secret: bigint, digest: Uint8Array, k: bigint): Uint8Array => {
  const e = BigInt(`0x${Buffer.from(digest.toReversed()).toString('hex')}`) % curve.q || 1n
  const r = pointsOf(curve).BASE.multiply(k).toAffine().x % curve.q
  const s = (r * secret + k * e) % curve.q
  return Uint8Array.from([...bigEndian(s, curve), ...bigEndian(r, curve)])
}

export const bigEndian = (value: bigint, curve: CurveParameters): Uint8Array =>
  Buffer.from(value.toString(16).padStart(curve.bits / 4, '0'), 'hex')
