import { webcrypto } from 'node:crypto'
import { parse } from './asn1/element'
import { toHex } from './asn1/values'
import { gostBySignature } from './gost/algorithms'
import { gostHasher } from './gost/digest'
import { verifyGostMessage } from './gost/gost3410'
import { type GostPublicKey, readGostKey } from './gost/public-key'

type Algorithm = string | { name: string }
type Bytes = ArrayBuffer | ArrayBufferView
type Subtle = typeof webcrypto.subtle

/**
 * A public GOST key in the shape of WebCrypto. The certificate library hands algorithms that it does not know
 * through as `{ name: '<identifier>' }`, so that nothing has to be registered with it.
 */
class GostCryptoKey {
  readonly type = 'public'
  readonly extractable = true
  readonly usages = ['verify'] as const
  readonly algorithm: { name: string }

  constructor(
    readonly spki: Uint8Array<ArrayBuffer>,
    readonly key: GostPublicKey,
  ) {
    this.algorithm = { name: key.algorithm.key }
  }
}

const GOST_ARC = '1.2.643.'
const nodeSubtle = webcrypto.subtle

/** What GOST adds; every call about another algorithm goes on to Node. */
const additions = {
  digest: async (algorithm: Algorithm, data: Bytes): Promise<ArrayBuffer> => {
    const hasher = gostHasher(nameOf(algorithm))
    if (hasher === null) return nodeSubtle.digest(algorithm, data)
    hasher.update(bytesOf(data))
    return hasher.digest().buffer
  },
  importKey: async (...parameters: Parameters<Subtle['importKey']>): Promise<unknown> => {
    const [format, data, algorithm] = parameters
    if (format !== 'spki' || !nameOf(algorithm).startsWith(GOST_ARC)) {
      return nodeSubtle.importKey(...parameters)
    }
    const spki = Uint8Array.from(bytesOf(data))
    const key = readGostKey(parse(spki))
    if (key === null) throw new Error(`no GOST key: ${toHex(spki.subarray(0, 32))}`)
    return new GostCryptoKey(spki, key)
  },
  exportKey: async (format: 'spki', key: unknown): Promise<unknown> => {
    if (!(key instanceof GostCryptoKey)) return nodeSubtle.exportKey(format, key as webcrypto.CryptoKey)
    if (format !== 'spki') throw new Error('a GOST key is exported as spki only')
    return key.spki.slice().buffer
  },
  verify: async (algorithm: Algorithm, key: unknown, signature: Bytes, data: Bytes): Promise<boolean> => {
    if (!(key instanceof GostCryptoKey)) {
      if (nameOf(algorithm).startsWith(GOST_ARC)) return false
      return nodeSubtle.verify(algorithm, key as webcrypto.CryptoKey, signature, data)
    }
    if (gostBySignature(nameOf(algorithm)) !== key.key.algorithm) return false
    return verifyGostMessage(key.key, bytesOf(data), bytesOf(signature))
  },
}

const nameOf = (algorithm: Algorithm): string => (typeof algorithm === 'string' ? algorithm : algorithm.name)

const bytesOf = (data: Bytes): Uint8Array =>
  ArrayBuffer.isView(data) ? new Uint8Array(data.buffer, data.byteOffset, data.byteLength) : new Uint8Array(data)

/** Methods of Node's object insist on being called on it. */
const subtle = new Proxy(nodeSubtle, {
  get: (target, property) => {
    const value: unknown = Reflect.get(additions, property) ?? Reflect.get(target, property)
    return typeof value === 'function' ? value.bind(target) : value
  },
})

/**
 * Node's WebCrypto that also digests and verifies GOST R 34.10-2001 and 2012 (no signing: private keys never come
 * here). For @peculiar/x509, which asks for such an object.
 */
export const gostCrypto = {
  subtle,
  getRandomValues: webcrypto.getRandomValues.bind(webcrypto),
  randomUUID: webcrypto.randomUUID.bind(webcrypto),
}
