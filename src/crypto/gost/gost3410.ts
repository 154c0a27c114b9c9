import type { CurveParameters } from './curve'
import { gostHasher } from './digest'
import { EllipticCurve } from './elliptic-curve'
import { invert } from './integers'
import { bigEndian, type GostPublicKey, littleEndian } from './public-key'

/** Tables of multiples are made once a curve. */
const curves = new Map<CurveParameters, EllipticCurve>()

const arithmeticOf = (parameters: CurveParameters): EllipticCurve => {
  const known = curves.get(parameters) ?? new EllipticCurve(parameters)
  curves.set(parameters, known)
  return known
}

/**
 * Checks a signature under a digest: GOST R 34.10-2012, 6.2 (RFC 7091, 6.2); the equation of 2001 is the same.
 * @param digest octets as CMS and X.509 carry them: a little-endian number
 * @param signature s ‖ r, each big-endian (RFC 4491, 2.2.2: s comes first)
 */
export const verifyGostDigest = (key: GostPublicKey, digest: Uint8Array, signature: Uint8Array): boolean => {
  const { curve: parameters } = key
  const half = parameters.bits / 8
  if (digest.length !== half || signature.length !== 2 * half) return false
  const { q } = parameters
  const s = bigEndian(signature.subarray(0, half))
  const r = bigEndian(signature.subarray(half))
  if (r === 0n || r >= q || s === 0n || s >= q) return false
  const curve = arithmeticOf(parameters)
  if (!curve.isPublicKey(key)) return false
  // RFC 7091, 6.2, step 3: e = 0 counts as 1.
  const v = invert(littleEndian(digest) % q || 1n, q)
  const x = curve.multiplyAdd((s * v) % q, ((q - r) * v) % q, key)
  return x !== null && x % q === r
}

/** The same for a whole message: the digest is the one that the key's algorithm fixes. */
export const verifyGostMessage = (key: GostPublicKey, message: Uint8Array, signature: Uint8Array): boolean => {
  const hasher = gostHasher(key.algorithm.digest)
  if (hasher === null) throw new Error(`no digest for ${key.algorithm.title}`)
  hasher.update(message)
  return verifyGostDigest(key, hasher.digest(), signature)
}
