import { createPublicKey, type KeyObject, verify } from 'node:crypto'
import { type Element, parse } from './asn1/element'
import { readOid } from './asn1/values'
import { nodeDigest, SHA1 } from './digests'
import { gostBySignature } from './gost/algorithms'
import { verifyGostMessage } from './gost/gost3410'
import { readGostKey, UnsupportedKeyError } from './gost/public-key'
import { type NodeAlgorithm, readNodeAlgorithm } from './signature/algorithm'

/**
 * `wrong` is a statement about the signature; `unsupported` says that nobody here can tell; `weak` that nobody should
 * rely on it whatever the arithmetic says. The three must never be taken for each other.
 */
export type SignatureCheck = 'right' | 'wrong' | 'unsupported' | 'weak'

export type SignedBytes = {
  /** DER of the signer's SubjectPublicKeyInfo. */
  key: Uint8Array
  /** AlgorithmIdentifier beside the signature: of a signature or, in CMS, of a key. */
  algorithm: Element
  /** CMS names the digest apart; it has to agree with the algorithm. */
  digest?: string
  signature: Uint8Array
  message: Uint8Array
}

/** Shortest RSA key that is believed, bits. */
const MIN_RSA = 2048

/**
 * Checks any signature: GOST R 34.10-2001 and 2012 by our own arithmetic, RSA and ECDSA by OpenSSL.
 * Broken bytes of a key or of parameters make it `wrong`: what cannot be read signs nothing.
 */
export const checkSignature = (signed: SignedBytes): SignatureCheck => {
  try {
    const key = parse(signed.key)
    const gost = readGostKey(key)
    if (gost === null) return checkOther(signed)
    const algorithm = gostBySignature(readOid(signed.algorithm.child(0)))
    if (algorithm !== gost.algorithm) return 'wrong'
    if (signed.digest !== undefined && signed.digest !== algorithm.digest) return 'wrong'
    return verifyGostMessage(gost, signed.message, signed.signature) ? 'right' : 'wrong'
  } catch (error) {
    return error instanceof UnsupportedKeyError ? 'unsupported' : 'wrong'
  }
}

const checkOther = (signed: SignedBytes): SignatureCheck => {
  // A GOST signature under an RSA key: the parts contradict each other.
  if (gostBySignature(readOid(signed.algorithm.child(0))) !== undefined) return 'wrong'
  const algorithm = readNodeAlgorithm(signed.algorithm)
  const digest = algorithm?.digest ?? signed.digest
  const key = importKey(signed.key)
  if (algorithm === null || digest === undefined || key === null) return 'unsupported'
  if (signed.digest !== undefined && signed.digest !== digest) return 'wrong'
  const name = nodeDigest(digest)
  if (name === undefined) return 'unsupported'
  if (digest === SHA1) return 'weak'
  return checkWith(key, algorithm, name, signed)
}

const checkWith = (key: KeyObject, algorithm: NodeAlgorithm, digest: string, signed: SignedBytes): SignatureCheck => {
  const type = key.asymmetricKeyType
  // Keys that are bound to PSS, and other families: OpenSSL knows them, nobody uses them here.
  if (type !== 'rsa' && type !== 'ec') return 'unsupported'
  if (type !== algorithm.family) return 'wrong'
  if (algorithm.family === 'rsa' && (key.asymmetricKeyDetails?.modulusLength ?? 0) < MIN_RSA) return 'weak'
  return verify(digest, signed.message, { key, ...algorithm.padding }, signed.signature) ? 'right' : 'wrong'
}

const importKey = (spki: Uint8Array): KeyObject | null => {
  try {
    return createPublicKey({ key: Buffer.from(spki), format: 'der', type: 'spki' })
  } catch {
    // OpenSSL does not know the algorithm, or the key is broken: either way nobody can tell.
    return null
  }
}
