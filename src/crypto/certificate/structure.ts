import { createHash } from 'node:crypto'
import { Asn1Error, type Element, parse } from '../asn1/element'
import { constructed, tag } from '../asn1/tags'
import { readTime } from '../asn1/time'
import { readBits, readOid, sameBytes } from '../asn1/values'
import { type CertificateExtensions, readCertificateExtensions } from './extensions'
import { attribute, type NameAttribute, printName, readName, valueOf } from './name'

/** The pieces of a certificate that checking needs, as the very bytes that stand in it (RFC 5280, 4.1). */
export type CertificateStructure = {
  der: Uint8Array
  /** Hexadecimal, of the whole certificate. */
  sha256: string
  /** What the issuer signed. */
  signedBytes: Uint8Array
  algorithm: Element
  signature: Uint8Array
  /** Content octets of the INTEGER. */
  serial: Uint8Array
  /** Names as DER: they are compared octet by octet. */
  issuer: Uint8Array
  subject: Uint8Array
  issuerName: readonly NameAttribute[]
  subjectName: readonly NameAttribute[]
  /** SubjectPublicKeyInfo, and the identifier of its algorithm. */
  key: Uint8Array
  keyAlgorithm: string
  notBefore: Date
  notAfter: Date
  extensions: CertificateExtensions
}

/**
 * Takes a certificate apart for checking; for showing it there is `readCertificate`.
 * @throws Asn1Error for anything that is no DER certificate
 */
export const readStructure = (der: Uint8Array): CertificateStructure => {
  const whole = parse(der)
  const signed = whole.child(0, tag.sequence)
  const algorithm = whole.child(1, tag.sequence)
  const versioned = signed.child(0).tag === constructed(0)
  const field = (index: number, expected: number): Element => signed.child(index + (versioned ? 1 : 0), expected)
  // 4.1.1.2: the algorithm stands twice, once under the signature; a difference is an attempt to pass a weaker one.
  if (!sameBytes(field(1, tag.sequence).raw, algorithm.raw)) throw new Asn1Error('signature algorithms differ')
  const issuer = field(2, tag.sequence)
  const validity = field(3, tag.sequence)
  const subject = field(4, tag.sequence)
  const key = field(5, tag.sequence)
  return {
    der,
    sha256: createHash('sha256').update(der).digest('hex'),
    signedBytes: signed.raw,
    algorithm,
    signature: readBits(whole.child(2)),
    serial: field(0, tag.integer).content,
    issuer: issuer.raw,
    subject: subject.raw,
    issuerName: readName(issuer),
    subjectName: readName(subject),
    key: key.raw,
    keyAlgorithm: readOid(key.child(0, tag.sequence).child(0)),
    notBefore: readTime(validity.child(0)),
    notAfter: readTime(validity.child(1)),
    extensions: readCertificateExtensions(signed.children.find(element => element.tag === constructed(3))),
  }
}

/** What a sentence calls a certificate or its issuer: the common name, else the organisation, else the whole name. */
export const calledBy = (name: readonly NameAttribute[]): string =>
  valueOf(name, attribute.commonName) ?? valueOf(name, attribute.organisation) ?? (printName(name) || '(без имени)')
