import { constants } from 'node:crypto'
import type { Element } from '../asn1/element'
import { constructed, tag } from '../asn1/tags'
import { readOid, readSmallInteger } from '../asn1/values'
import { nodeDigest, SHA1 } from '../digests'

/** How node:crypto has to check a signature that is not GOST. */
export type NodeAlgorithm = {
  family: 'rsa' | 'ec'
  /** Identifier of the digest; null when the algorithm names none and the CMS has to. */
  digest: string | null
  /** RSASSA-PSS only. */
  padding?: { padding: number; saltLength: number }
}

const SHA256 = '2.16.840.1.101.3.4.2.1'
const SHA384 = '2.16.840.1.101.3.4.2.2'
const SHA512 = '2.16.840.1.101.3.4.2.3'
const RSA_PSS = '1.2.840.113549.1.1.10'
const MGF1 = '1.2.840.113549.1.1.8'

const ALGORITHMS: ReadonlyMap<string, NodeAlgorithm> = new Map([
  ['1.2.840.113549.1.1.1', { family: 'rsa', digest: null }],
  ['1.2.840.113549.1.1.5', { family: 'rsa', digest: SHA1 }],
  ['1.2.840.113549.1.1.11', { family: 'rsa', digest: SHA256 }],
  ['1.2.840.113549.1.1.12', { family: 'rsa', digest: SHA384 }],
  ['1.2.840.113549.1.1.13', { family: 'rsa', digest: SHA512 }],
  ['1.2.840.10045.2.1', { family: 'ec', digest: null }],
  ['1.2.840.10045.4.1', { family: 'ec', digest: SHA1 }],
  ['1.2.840.10045.4.3.2', { family: 'ec', digest: SHA256 }],
  ['1.2.840.10045.4.3.3', { family: 'ec', digest: SHA384 }],
  ['1.2.840.10045.4.3.4', { family: 'ec', digest: SHA512 }],
] as const)

/**
 * Reads an AlgorithmIdentifier of RSA (RFC 8017) or ECDSA (RFC 5758); null for anything else.
 * Throws Asn1Error when the parameters are broken.
 */
export const readNodeAlgorithm = (identifier: Element): NodeAlgorithm | null => {
  const oid = readOid(identifier.child(0))
  return oid === RSA_PSS ? readPss(identifier) : (ALGORITHMS.get(oid) ?? null)
}

/** RFC 8017, A.2.3: everything is optional, the defaults are SHA-1 and a salt of 20 octets. */
const readPss = (identifier: Element): NodeAlgorithm | null => {
  const fields = identifier.children[1]?.expect(tag.sequence).children ?? []
  const field = (n: number): Element | undefined => fields.find(({ tag }) => tag === constructed(n))?.child(0)
  const hash = field(0)
  const mask = field(1)
  const salt = field(2)
  const digest = hash === undefined ? SHA1 : readOid(hash.child(0))
  // OpenSSL takes one digest for both places; a signature that differs there does not occur and is not supported.
  const maskDigest =
    mask === undefined ? SHA1 : readOid(mask.child(0)) === MGF1 ? readOid(mask.child(1).child(0)) : null
  if (nodeDigest(digest) === undefined || maskDigest !== digest) return null
  const saltLength = salt === undefined ? 20 : readSmallInteger(salt)
  return { family: 'rsa', digest, padding: { padding: constants.RSA_PKCS1_PSS_PADDING, saltLength } }
}
