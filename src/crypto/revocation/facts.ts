import { createHash } from 'node:crypto'
import { Asn1Error, type Element, parse } from '../asn1/element'
import { constructed, tag } from '../asn1/tags'
import { readTime } from '../asn1/time'
import { readBits, sameBytes } from '../asn1/values'
import { type Extension, readAuthorityKeyId, readExtensions } from '../certificate/extensions'
import { type ListScope, readScope } from './scope'

const CRL_NUMBER = '2.5.29.20'
const ISSUING_DISTRIBUTION_POINT = '2.5.29.28'
const AUTHORITY_KEY_ID = '2.5.29.35'

/** What a revocation list says of itself (RFC 5280, 5): plain data, so that another thread can hand it over. */
export type ListFacts = {
  /** Hexadecimal, of the whole list: what a stored verdict refers to. */
  sha256: string
  /** Name as DER. */
  issuer: Uint8Array
  thisUpdate: Date
  nextUpdate: Date | null
  /** Null when the list has no number: a list by RFC 5280 always has. */
  number: bigint | null
  authorityKeyId: string | null
  /** Null when the list cannot be relied on: an unknown critical extension (deltas too), or a strange scope. */
  scope: ListScope | null
  /** Octets of `revokedCertificates`: a part of the list. */
  revoked: Uint8Array
}

/** @throws Asn1Error for anything that is no DER revocation list */
export const readFacts = (der: Uint8Array): ListFacts => {
  const { list } = readSigned(der)
  const fields = list.children.slice(list.child(0).tag === tag.integer ? 1 : 0)
  const [, issuer, thisUpdate, ...rest] = fields
  if (issuer === undefined || thisUpdate === undefined) throw new Asn1Error('no revocation list')
  const next = rest.find(field => field.tag === tag.utcTime || field.tag === tag.generalizedTime)
  const extensions = readExtensions(rest.find(field => field.tag === constructed(0)))
  const valueOf = (oid: string): Uint8Array | undefined => extensions.find(extension => extension.oid === oid)?.value
  const number = valueOf(CRL_NUMBER)
  const keyId = valueOf(AUTHORITY_KEY_ID)
  return {
    sha256: createHash('sha256').update(der).digest('hex'),
    issuer: Uint8Array.from(issuer.expect(tag.sequence).raw),
    thisUpdate: readTime(thisUpdate),
    nextUpdate: next === undefined ? null : readTime(next),
    number: number === undefined ? null : readNumber(parse(number)),
    authorityKeyId: keyId === undefined ? null : readAuthorityKeyId(parse(keyId)),
    scope: readListScope(extensions),
    revoked: rest.find(field => field.tag === tag.sequence)?.content ?? new Uint8Array(),
  }
}

/** What the issuer signed, and how. Reads a handful of elements, however long the list is. */
export const readSigned = (der: Uint8Array): { list: Element; algorithm: Element; signature: Uint8Array } => {
  const whole = parse(der)
  const list = whole.child(0, tag.sequence)
  const algorithm = whole.child(1, tag.sequence)
  const inner = list.child(list.child(0).tag === tag.integer ? 1 : 0)
  if (!sameBytes(inner.raw, algorithm.raw)) throw new Asn1Error('signature algorithms differ')
  return { list, algorithm, signature: readBits(whole.child(2)) }
}

const readNumber = (value: Element): bigint =>
  BigInt(`0x0${Buffer.from(value.expect(tag.integer).content).toString('hex')}`)

const readListScope = (extensions: readonly Extension[]): ListScope | null => {
  const known = new Set([CRL_NUMBER, AUTHORITY_KEY_ID, ISSUING_DISTRIBUTION_POINT])
  if (extensions.some(({ oid, critical }) => critical && !known.has(oid))) return null
  const point = extensions.find(({ oid }) => oid === ISSUING_DISTRIBUTION_POINT)
  return point === undefined ? 'all' : readScope(point.value)
}
