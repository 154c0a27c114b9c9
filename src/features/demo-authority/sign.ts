import { digest } from '../../crypto/digests'
import { littleEndian } from '../../crypto/gost/public-key'
import { multiplyBasePoint } from './base-point'
import { oid, sequence } from './der'
import { numberOctets, randomScalar, type SigningKey } from './signing-key'

/**
 * Signs a message: GOST R 34.10-2012, 6.1 (RFC 7091, 6.1), with Streebog of the key's length. k is drawn afresh for
 * every try, as the standard has it: two signatures of one message differ, and no k is ever used twice.
 * @returns s ‖ r, each big-endian, as X.509 and CMS carry it
 */
export const signMessage = (key: SigningKey, message: Uint8Array): Uint8Array => {
  const { curve, secret } = key
  const e = littleEndian(digestOf(key, message)) % curve.q || 1n
  for (;;) {
    const k = randomScalar(curve)
    const r = multiplyBasePoint(curve, k).x % curve.q
    const s = (r * secret + k * e) % curve.q
    if (r !== 0n && s !== 0n) return Buffer.concat([numberOctets(s, curve), numberOctets(r, curve)])
  }
}

/** The digest that belongs to the key. */
export const digestOf = ({ algorithm }: SigningKey, message: Uint8Array): Uint8Array => {
  const value = digest(algorithm.digest, message)
  if (value === null) throw new Error(`no digest ${algorithm.digest}`)
  return value
}

/** AlgorithmIdentifiers; RFC 9215, 2 and 3: without parameters. */
export const signatureAlgorithm = ({ algorithm }: SigningKey): Uint8Array => sequence(oid(algorithm.signature))
export const digestAlgorithm = ({ algorithm }: SigningKey): Uint8Array => sequence(oid(algorithm.digest))
