import { createHash, randomBytes } from 'node:crypto'
import { type GostAlgorithm, gostByKey } from '../../crypto/gost/algorithms'
import type { CurveParameters } from '../../crypto/gost/curve'
import { curveByOid } from '../../crypto/gost/curves'
import { bigEndian } from '../../crypto/gost/public-key'
import { multiplyBasePoint } from './base-point'
import { bits, octets, oid, sequence } from './der'

/** Parameter sets of TC26 that keys are made on: the curve, and the algorithm of the key (RFC 9215, 4). */
const SETS = {
  '256-A': { curve: '1.2.643.7.1.2.1.1.1', key: '1.2.643.7.1.1.1.1' },
  '256-B': { curve: '1.2.643.7.1.2.1.1.2', key: '1.2.643.7.1.1.1.1' },
  '512-A': { curve: '1.2.643.7.1.2.1.2.1', key: '1.2.643.7.1.1.1.2' },
} as const

export type ParameterSet = keyof typeof SETS

export const parameterSets = Object.keys(SETS) as ParameterSet[]

/** A private key of GOST R 34.10-2012 with its public half. Made for demonstrations, so its protection is modest. */
export type SigningKey = {
  set: ParameterSet
  curve: CurveParameters
  algorithm: GostAlgorithm
  /** 0 < secret < q. */
  secret: bigint
  /** DER of SubjectPublicKeyInfo. */
  spki: Uint8Array
  /** SHA-1 of the public key's octets, the usual identifier of a key (RFC 5280, 4.2.1.2, method 1). */
  id: Uint8Array
}

export const generateKey = (set: ParameterSet): SigningKey => keyOf(set, randomScalar(parametersOf(set).curve))

/** The key of a secret; the way back from `secretOctets`. Throws RangeError for a secret outside the curve's order. */
export const keyOf = (set: ParameterSet, secret: bigint): SigningKey => {
  const { curve, algorithm } = parametersOf(set)
  if (secret <= 0n || secret >= curve.q) throw new RangeError('a secret key outside the order of the curve')
  const { x, y } = multiplyBasePoint(curve, secret)
  // RFC 9215, 4.3: X ‖ Y, each little-endian; the digest's parameters are left out with these sets.
  const point = octets(Buffer.concat([numberOctets(x, curve).toReversed(), numberOctets(y, curve).toReversed()]))
  const spki = sequence(sequence(oid(SETS[set].key), sequence(oid(SETS[set].curve))), bits(point))
  return { set, curve, algorithm, secret, spki, id: createHash('sha1').update(point).digest() }
}

/** The secret as it is stored, big-endian. */
export const secretOctets = ({ secret, curve }: SigningKey): Buffer => numberOctets(secret, curve)

export const keyOfOctets = (set: ParameterSet, secret: Uint8Array): SigningKey => keyOf(set, bigEndian(secret))

/** 0 < k < q, every value as likely as any other: a number that is out of range is thrown away, never reduced. */
export const randomScalar = ({ q, bits }: CurveParameters): bigint => {
  for (;;) {
    const k = bigEndian(randomBytes(bits / 8))
    if (k > 0n && k < q) return k
  }
}

/** Big-endian, of the length of the curve. */
export const numberOctets = (value: bigint, { bits }: CurveParameters): Buffer =>
  Buffer.from(value.toString(16).padStart(bits / 4, '0'), 'hex')

const parametersOf = (set: ParameterSet): { curve: CurveParameters; algorithm: GostAlgorithm } => {
  const curve = curveByOid(SETS[set].curve)
  const algorithm = gostByKey(SETS[set].key)
  if (curve === undefined || algorithm === undefined) throw new Error(`no parameters for ${set}`)
  return { curve, algorithm }
}
