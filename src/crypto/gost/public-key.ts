import { Asn1Error, type Element, parse } from '../asn1/element'
import { tag } from '../asn1/tags'
import { readBits, readOid } from '../asn1/values'
import { type GostAlgorithm, gostByKey } from './algorithms'
import type { CurveParameters } from './curve'
import { curveByOid } from './curves'

/** A public key of GOST R 34.10; the coordinates are numbers already. */
export type GostPublicKey = { algorithm: GostAlgorithm; curve: CurveParameters; x: bigint; y: bigint }

/** A GOST key with parameters that nobody here knows; the signature cannot be checked, which is not the same as wrong. */
export class UnsupportedKeyError extends Error {}

/** The one digest of a key of 2001 that occurs: id-GostR3411-94-CryptoProParamSet. */
const DIGEST_94 = '1.2.643.2.2.30.1'

/**
 * Reads a GOST key out of SubjectPublicKeyInfo (RFC 4491, 2.3; RFC 9215, 4); null for a key of another family.
 * The key is X ‖ Y, each little-endian, in an OCTET STRING inside the BIT STRING.
 * Parameters: the curve, then the digest (absent with TC26 256 A and all 512-bit sets), then the cipher (absent today).
 * @throws UnsupportedKeyError for an unknown curve or digest set, Asn1Error for broken bytes
 */
export const readGostKey = (spki: Element): GostPublicKey | null => {
  const identifier = spki.child(0, tag.sequence)
  const algorithm = gostByKey(readOid(identifier.child(0)))
  if (algorithm === undefined) return null
  const [curveOid, digestOid] = identifier.child(1, tag.sequence).children.map(readOid)
  const curve = curveByOid(curveOid ?? '')
  if (curve === undefined) throw new UnsupportedKeyError(`unknown parameter set ${curveOid}`)
  if (curve.bits !== algorithm.bits) throw new Asn1Error('the parameter set does not fit the key algorithm')
  if (digestOid !== undefined && digestOid !== algorithm.digest && digestOid !== DIGEST_94) {
    throw new UnsupportedKeyError(`unknown digest parameter set ${digestOid}`)
  }
  const point = parse(readBits(spki.child(1))).expect(tag.octetString).content
  const half = curve.bits / 8
  if (point.length !== 2 * half) throw new Asn1Error('the key is of a strange length')
  return { algorithm, curve, x: littleEndian(point.subarray(0, half)), y: littleEndian(point.subarray(half)) }
}

/** `toReversed` copies. `Buffer#slice` is a view: reversing that would turn the certificate's own bytes in place. */
export const littleEndian = (bytes: Uint8Array): bigint => bigEndian(bytes.toReversed())

export const bigEndian = (bytes: Uint8Array): bigint =>
  BigInt(`0x0${Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength).toString('hex')}`)
