import { Asn1Error, type Element, LimitError, parse } from '../asn1/element'
import { constructed, implicit, tag } from '../asn1/tags'
import { readOctets, readOid } from '../asn1/values'

/** Who signed: by issuer and number of the certificate, or by the identifier of its key (RFC 5652, 5.3). */
export type SignerIdentifier = { issuer: Uint8Array; serial: Uint8Array } | { keyId: Uint8Array }

export type SignerInfo = {
  identifier: SignerIdentifier
  digest: string
  /** [0] IMPLICIT SET OF Attribute, as it was sent. */
  attributes: Element | null
  algorithm: Element
  signature: Uint8Array
}

/** SignedData (RFC 5652, 5.1): what of it a check needs. */
export type SignedData = {
  contentType: string
  /** Null when the signature is detached. */
  content: Uint8Array | null
  certificates: Uint8Array[]
  revocationLists: Uint8Array[]
  signers: SignerInfo[]
}

const SIGNED_DATA = '1.2.840.113549.1.7.2'
// Real files carry up to five certificates, two signers (head and accountant) and a dozen attributes; more only costs
// time.
const MAX_CERTIFICATES = 30
const MAX_LISTS = 10
const MAX_SIGNERS = 5
const MAX_ATTRIBUTES = 50

/**
 * Reads a CMS in DER or BER. Versions are not looked at: they follow from the content.
 * @throws Asn1Error for anything that is no SignedData, also when it carries more than anybody needs
 */
export const readSignedData = (ber: Uint8Array): SignedData => {
  const info = parse(ber, { ber: true }).expect(tag.sequence)
  if (readOid(info.child(0)) !== SIGNED_DATA) throw new Asn1Error('no SignedData')
  const data = info.child(1, constructed(0)).child(0, tag.sequence)
  const enclosed = data.child(2, tag.sequence)
  const wrapper = enclosed.children[1]?.expect(constructed(0))
  const optional = data.children.slice(3, -1)
  return {
    contentType: readOid(enclosed.child(0)),
    content: wrapper === undefined ? null : readOctets(expectOctets(wrapper.child(0))),
    certificates: sequencesOf(optional, 0, MAX_CERTIFICATES),
    revocationLists: sequencesOf(optional, 1, MAX_LISTS),
    signers: limited(data.child(data.children.length - 1, tag.set).children, MAX_SIGNERS).map(readSigner),
  }
}

/**
 * Certificates and lists; other choices of the sets (attribute certificates, OCSP) begin with another tag.
 * They are copied: a verdict that keeps a view of them would keep the whole upload.
 */
const sequencesOf = (fields: readonly Element[], n: number, limit: number): Uint8Array[] => {
  const set = fields.find(field => field.tag === constructed(n))
  return limited(set?.children ?? [], limit).flatMap(entry =>
    entry.tag === tag.sequence ? [Uint8Array.from(entry.raw)] : [],
  )
}

const limited = (elements: readonly Element[], limit: number): readonly Element[] => {
  if (elements.length > limit) throw new LimitError(`more than ${limit} of a kind`)
  return elements
}

const readSigner = (info: Element): SignerInfo => {
  const signed = info.child(3).tag === constructed(0)
  const next = signed ? 4 : 3
  return {
    identifier: readIdentifier(info.child(1)),
    digest: readOid(info.child(2, tag.sequence).child(0)),
    attributes: signed ? withinLimit(info.child(3)) : null,
    algorithm: info.child(next, tag.sequence),
    signature: readOctets(expectOctets(info.child(next + 1))),
  }
}

const withinLimit = (attributes: Element): Element => {
  limited(attributes.children, MAX_ATTRIBUTES)
  return attributes
}

const readIdentifier = (identifier: Element): SignerIdentifier => {
  if (identifier.tag === implicit(0)) return { keyId: identifier.content }
  if (identifier.tag === constructed(0)) return { keyId: readOctets(identifier) }
  return { issuer: identifier.child(0, tag.sequence).raw, serial: identifier.child(1, tag.integer).content }
}

const expectOctets = (element: Element): Element => {
  if ((element.tag & ~0x20) !== tag.octetString) throw new Asn1Error('OCTET STRING expected')
  return element
}
