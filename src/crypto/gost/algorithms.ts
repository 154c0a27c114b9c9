/** One generation of the Russian signature standard: a key algorithm fixes the digest and the length. */
export type GostAlgorithm = {
  title: string
  bits: 256 | 512
  /** Object identifiers: of a key, of a signature made with it, of the digest that is signed. */
  key: string
  signature: string
  digest: string
}

const GOST_2001: GostAlgorithm = {
  title: 'ГОСТ Р 34.10-2001',
  bits: 256,
  key: '1.2.643.2.2.19',
  signature: '1.2.643.2.2.3',
  digest: '1.2.643.2.2.9',
}
const GOST_2012_256: GostAlgorithm = {
  title: 'ГОСТ Р 34.10-2012, 256 бит',
  bits: 256,
  key: '1.2.643.7.1.1.1.1',
  signature: '1.2.643.7.1.1.3.2',
  digest: '1.2.643.7.1.1.2.2',
}
const GOST_2012_512: GostAlgorithm = {
  title: 'ГОСТ Р 34.10-2012, 512 бит',
  bits: 512,
  key: '1.2.643.7.1.1.1.2',
  signature: '1.2.643.7.1.1.3.3',
  digest: '1.2.643.7.1.1.2.3',
}

/** RFC 4357, RFC 4491 and RFC 9215. */
export const gost2001 = GOST_2001
export const gostAlgorithms: readonly GostAlgorithm[] = [GOST_2001, GOST_2012_256, GOST_2012_512]

const BY_KEY = new Map(gostAlgorithms.map(algorithm => [algorithm.key, algorithm]))
const BY_SIGNATURE = new Map(gostAlgorithms.map(algorithm => [algorithm.signature, algorithm]))

export const gostByKey = (oid: string): GostAlgorithm | undefined => BY_KEY.get(oid)

/** A CMS may name the key's algorithm where the signature's belongs: КриптоПро does (RFC 4490, 3.2 allows both). */
export const gostBySignature = (oid: string): GostAlgorithm | undefined => BY_SIGNATURE.get(oid) ?? BY_KEY.get(oid)
