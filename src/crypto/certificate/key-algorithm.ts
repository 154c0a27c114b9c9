import { createPublicKey } from 'node:crypto'
import type { Element } from '../asn1/element'
import { readOid } from '../asn1/values'

const GOST_KEYS: ReadonlyMap<string, string> = new Map([
  ['1.2.643.2.2.20', 'ГОСТ Р 34.10-94'],
  ['1.2.643.2.2.19', 'ГОСТ Р 34.10-2001'],
  ['1.2.643.7.1.1.1.1', 'ГОСТ Р 34.10-2012, 256 бит'],
  ['1.2.643.7.1.1.1.2', 'ГОСТ Р 34.10-2012, 512 бит'],
])

const CURVES: ReadonlyMap<string, string> = new Map([
  ['prime256v1', 'P-256'],
  ['secp384r1', 'P-384'],
  ['secp521r1', 'P-521'],
])

/**
 * The algorithm of a public key in words for people: «ГОСТ Р 34.10-2012, 256 бит», «RSA, 2048 бит», «ECDSA, P-256».
 * @param key SubjectPublicKeyInfo
 */
export const describeKey = (key: Element): string => {
  const oid = readOid(key.child(0).child(0))
  return GOST_KEYS.get(oid) ?? describeOther(key.raw) ?? `неизвестный алгоритм ${oid}`
}

const describeOther = (spki: Uint8Array): string | null => {
  try {
    const { asymmetricKeyType, asymmetricKeyDetails } = createPublicKey({
      key: Buffer.from(spki),
      format: 'der',
      type: 'spki',
    })
    const { modulusLength, namedCurve } = asymmetricKeyDetails ?? {}
    switch (asymmetricKeyType) {
      case 'rsa':
      case 'rsa-pss':
        return `RSA, ${modulusLength} бит`
      case 'ec':
        return `ECDSA, ${CURVES.get(namedCurve ?? '') ?? namedCurve}`
      case 'dsa':
        return `DSA, ${modulusLength} бит`
      case 'ed25519':
        return 'Ed25519'
      case 'ed448':
        return 'Ed448'
      default:
        return null
    }
  } catch {
    // OpenSSL does not know the algorithm: the caller names it by its number.
    return null
  }
}
