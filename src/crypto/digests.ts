import { createHash } from 'node:crypto'
import { gostHasher } from './gost/digest'

/** Digests of OpenSSL by their identifiers (RFC 5754). SHA-1 is here for old `signing-certificate` attributes only. */
const NODE_DIGESTS: ReadonlyMap<string, string> = new Map([
  ['1.3.14.3.2.26', 'sha1'],
  ['2.16.840.1.101.3.4.2.1', 'sha256'],
  ['2.16.840.1.101.3.4.2.2', 'sha384'],
  ['2.16.840.1.101.3.4.2.3', 'sha512'],
])

export const SHA1 = '1.3.14.3.2.26'
export const SHA256 = '2.16.840.1.101.3.4.2.1'

/** The name by which node:crypto knows a digest; undefined for GOST and for unknown ones. */
export const nodeDigest = (oid: string): string | undefined => NODE_DIGESTS.get(oid)

/** The digest of a message, GOST ones included; null when nobody here knows the algorithm. */
export const digest = (oid: string, message: Uint8Array): Uint8Array | null => {
  const hasher = gostHasher(oid)
  if (hasher !== null) {
    hasher.update(message)
    return hasher.digest()
  }
  const name = nodeDigest(oid)
  return name === undefined ? null : createHash(name).update(message).digest()
}
