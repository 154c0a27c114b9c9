import { Asn1Error, type Element, readElement } from '../asn1/element'
import { constructed, tag } from '../asn1/tags'
import { readOid, readSmallInteger } from '../asn1/values'

/** What a DER file is, told by its structure alone: extensions and PEM labels are what people make of them. */
export type Kind =
  | 'certificate'
  | 'request'
  | 'revocation_list'
  | 'signature'
  | 'private_key'
  | 'pfx'
  /** A readable element followed by something else. */
  | 'trailing_bytes'
  | 'unknown'

/** A Java key store, and the newer kind of it. */
const JAVA_KEY_STORES = [0xfeedfeed, 0xcececece]
const SIGNED_DATA = '1.2.840.113549.1.7.2'

export const kindOf = (bytes: Uint8Array): Kind => {
  if (bytes.length >= 4 && JAVA_KEY_STORES.includes(Buffer.from(bytes.subarray(0, 4)).readUInt32BE())) return 'pfx'
  const top = firstElement(bytes)
  const kind = kindOfElement(top)
  if (top === null || top.raw.length === bytes.length || isSecret(kind)) return kind
  // A key may stand behind the certificate in one file: the warning about it matters more than the framing.
  const next = kindOfElement(firstElement(bytes.subarray(top.raw.length)))
  return isSecret(next) ? next : kind === 'unknown' ? 'unknown' : 'trailing_bytes'
}

const firstElement = (bytes: Uint8Array): Element | null => quietly(() => readElement(bytes, { ber: true }))

const kindOfElement = (top: Element | null): Kind =>
  top === null ? 'unknown' : (quietly(() => kindOfStructure(top)) ?? 'unknown')

/** Files that nobody must ever send: their bytes are neither kept nor logged. */
export const isSecret = (kind: Kind): kind is 'private_key' | 'pfx' => kind === 'private_key' || kind === 'pfx'

const kindOfStructure = (top: Element): Kind => {
  const parts = top.expect(tag.sequence).children
  const tags = parts.map(part => part.tag)
  const begins = (...expected: number[]): boolean => expected.every((value, index) => tags[index] === value)

  if (begins(tag.integer, tag.sequence) && readSmallInteger(top.child(0)) === 3 && isContentInfo(top.child(1)))
    return 'pfx'
  if (isPrivateKey(top, begins)) return 'private_key'
  if (begins(tag.oid, constructed(0))) return readOid(top.child(0)) === SIGNED_DATA ? 'signature' : 'unknown'
  if (tags.length === 3 && begins(tag.sequence, tag.sequence, tag.bitString)) return kindOfSigned(top.child(0))
  return 'unknown'
}

/** Certificate, request and revocation list are all SEQUENCE { what is signed, algorithm, BIT STRING }. */
const kindOfSigned = (signed: Element): Kind => {
  const tags = signed.children.map(part => part.tag)
  const rest = tags[0] === constructed(0) ? tags.slice(1) : tags
  const certificate = [tag.integer, tag.sequence, tag.sequence, tag.sequence, tag.sequence, tag.sequence]
  if (certificate.every((value, index) => rest[index] === value)) return 'certificate'
  if (tags[0] === tag.integer && tags[1] === tag.sequence && tags[2] === tag.sequence && tags[3] === constructed(0)) {
    return 'request'
  }
  const list = tags[0] === tag.integer ? tags.slice(1) : tags
  if (list[0] === tag.sequence && list[1] === tag.sequence && isTime(list[2])) return 'revocation_list'
  return 'unknown'
}

const isPrivateKey = (top: Element, begins: (...expected: number[]) => boolean): boolean => {
  const parts = top.children
  // PKCS#8 (RFC 5958): version, algorithm, key
  if (begins(tag.integer, tag.sequence, tag.octetString)) return true
  // PKCS#8 encrypted: algorithm, octets
  if (parts.length === 2 && begins(tag.sequence, tag.octetString))
    return isAlgorithm(top.child(0)) || isContainerHeader(top)
  // PKCS#1 (RFC 8017): nine numbers or more; DSA: six
  if (parts.length >= 6 && parts.every((part, index) => part.tag === tag.integer || index > 8)) return true
  // SEC 1 (RFC 5915): version 1, key
  if (begins(tag.integer, tag.octetString)) return readSmallInteger(top.child(0)) === 1
  return isContainerKey(parts)
}

/** КриптоПро, primary.key: one string of 32 or 64 octets; masks.key: such a string, its salt and its check value. */
const isContainerKey = (parts: readonly Element[]): boolean => {
  if (!parts.every(part => part.tag === tag.octetString)) return false
  const [key, ...rest] = parts.map(part => part.content.length)
  return (key === 32 || key === 64) && (rest.length === 0 || (rest.length === 2 && rest[1] === 4))
}

/** КриптоПро, header.key: the container's parameters and a check value of four octets. */
const isContainerHeader = (top: Element): boolean =>
  top.child(1).content.length === 4 && top.child(0).children.some(part => part.tag === tag.bitString)

const isAlgorithm = (element: Element): boolean => element.tag === tag.sequence && element.children[0]?.tag === tag.oid

const isContentInfo = (element: Element): boolean => isAlgorithm(element) && element.children[1]?.tag === constructed(0)

const isTime = (value: number | undefined): boolean => value === tag.utcTime || value === tag.generalizedTime

/** Bytes that break off in the middle are of no known kind. */
const quietly = <T>(read: () => T): T | null => {
  try {
    return read()
  } catch (error) {
    if (error instanceof Asn1Error) return null
    throw error
  }
}
