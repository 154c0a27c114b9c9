// oxlint-disable-next-line no-restricted-imports -- secret keys need this library, and they live in this feature alone
import { type WeierstrassPointCons, weierstrass } from '@noble/curves/abstract/weierstrass.js'
import type { CurveParameters } from '../../crypto/gost/curve'

const points = new Map<CurveParameters, WeierstrassPointCons<bigint>>()

/**
 * k · P for a secret k (0 < k < q), in affine coordinates. By @noble/curves: it takes the same steps for every k, which
 * the routine that checks signatures does not.
 */
export const multiplyBasePoint = (curve: CurveParameters, k: bigint): { x: bigint; y: bigint } =>
  pointsOf(curve).BASE.multiply(k).toAffine()

const pointsOf = (curve: CurveParameters): WeierstrassPointCons<bigint> => {
  const { p, a, b, q, h, x, y } = curve
  const known = points.get(curve) ?? weierstrass({ p, a, b, n: q, h, Gx: x, Gy: y })
  points.set(curve, known)
  return known
}
