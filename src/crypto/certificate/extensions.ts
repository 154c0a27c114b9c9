import { Asn1Error, type Element, parse } from '../asn1/element'
import { constructed, implicit, tag } from '../asn1/tags'
import { readTime } from '../asn1/time'
import { readBoolean, readOctets, readOid, readSmallInteger, toHex } from '../asn1/values'

/** What a path check asks of a certificate's extensions (RFC 5280, 4.2). */
export type CertificateExtensions = {
  /** Hexadecimal. */
  subjectKeyId: string | null
  authorityKeyId: string | null
  /** Null when basic constraints are absent: an old root may do without them. */
  isCa: boolean | null
  pathLength: number | null
  /** The bits of the usage, the first octet highest; null: not restricted. */
  keyUsage: number | null
  /** The private key may be used in this time only (4.2.1.4 of RFC 3280; Russian authorities still write it). */
  privateKeyPeriod: { from: Date | null; to: Date | null }
  /** Critical extensions that nobody here understands: then the certificate must not be relied on. */
  unknownCritical: string[]
}

export const keyUsage = {
  digitalSignature: 0x8000,
  nonRepudiation: 0x4000,
  keyCertSign: 0x0400,
  crlSign: 0x0200,
} as const

const SUBJECT_KEY_ID = '2.5.29.14'
const KEY_USAGE = '2.5.29.15'
const PRIVATE_KEY_PERIOD = '2.5.29.16'
const BASIC_CONSTRAINTS = '2.5.29.19'
const AUTHORITY_KEY_ID = '2.5.29.35'

const SUBJECT_ALTERNATIVE_NAME = '2.5.29.17'
const ISSUER_ALTERNATIVE_NAME = '2.5.29.18'
const CRL_DISTRIBUTION_POINTS = '2.5.29.31'
const CERTIFICATE_POLICIES = '2.5.29.32'
const EXTENDED_KEY_USAGE = '2.5.29.37'
// Приказ ФСБ России № 795: signing tool of the owner and of the authority (they do occur critical), its reference,
// and how the owner was identified.
const SUBJECT_SIGN_TOOL = '1.2.643.100.111'
const ISSUER_SIGN_TOOL = '1.2.643.100.112'
const ISSUER_SIGN_TOOL_REFERENCE = '1.2.643.100.113'
const IDENTIFICATION_KIND = '1.2.643.100.114'

/** May be critical: understood here, or of no weight for a path. */
const KNOWN: ReadonlySet<string> = new Set([
  SUBJECT_KEY_ID,
  KEY_USAGE,
  PRIVATE_KEY_PERIOD,
  BASIC_CONSTRAINTS,
  AUTHORITY_KEY_ID,
  SUBJECT_ALTERNATIVE_NAME,
  ISSUER_ALTERNATIVE_NAME,
  CRL_DISTRIBUTION_POINTS,
  CERTIFICATE_POLICIES,
  EXTENDED_KEY_USAGE,
  SUBJECT_SIGN_TOOL,
  ISSUER_SIGN_TOOL,
  ISSUER_SIGN_TOOL_REFERENCE,
  IDENTIFICATION_KIND,
])

/** One extension: its value is the content of the OCTET STRING. */
export type Extension = { oid: string; critical: boolean; value: Uint8Array }

/** The list inside [3] of a certificate or [0] of a revocation list. Throws Asn1Error when one stands there twice. */
export const readExtensions = (wrapper: Element | undefined): Extension[] => {
  const extensions = (wrapper?.child(0, tag.sequence).children ?? []).map(readExtension)
  if (new Set(extensions.map(({ oid }) => oid)).size !== extensions.length) throw new Asn1Error('repeated extension')
  return extensions
}

const readExtension = (extension: Element): Extension => {
  const fields = extension.expect(tag.sequence).children
  const critical = fields.length === 3 && readBoolean(extension.child(1))
  return { oid: readOid(extension.child(0)), critical, value: readOctets(extension.child(fields.length - 1)) }
}

export const readCertificateExtensions = (wrapper: Element | undefined): CertificateExtensions => {
  const extensions = readExtensions(wrapper)
  const read = <T>(oid: string, reader: (value: Element) => T): T | null => {
    const found = extensions.find(extension => extension.oid === oid)
    return found === undefined ? null : reader(parse(found.value))
  }
  const constraints = read(BASIC_CONSTRAINTS, readConstraints)
  return {
    subjectKeyId: read(SUBJECT_KEY_ID, value => toHex(readOctets(value))),
    authorityKeyId: read(AUTHORITY_KEY_ID, readAuthorityKeyId),
    isCa: constraints?.isCa ?? null,
    pathLength: constraints?.pathLength ?? null,
    keyUsage: read(KEY_USAGE, readKeyUsage),
    privateKeyPeriod: read(PRIVATE_KEY_PERIOD, readPeriod) ?? { from: null, to: null },
    unknownCritical: extensions.filter(({ oid, critical }) => critical && !KNOWN.has(oid)).map(({ oid }) => oid),
  }
}

/** Also of a revocation list: the extension is the same there. */
export const readAuthorityKeyId = (value: Element): string | null => {
  const id = value.children.find(field => field.tag === implicit(0))
  return id === undefined ? null : toHex(id.content)
}

const readConstraints = (value: Element): { isCa: boolean; pathLength: number | null } => {
  const [first, second] = value.expect(tag.sequence).children
  const isCa = first?.tag === tag.boolean && readBoolean(first)
  const length = first?.tag === tag.integer ? first : second
  return { isCa, pathLength: length === undefined ? null : readSmallInteger(length) }
}

const readKeyUsage = (value: Element): number => {
  const [, high = 0, low = 0] = value.expect(tag.bitString).content
  return (high << 8) | low
}

const readPeriod = (value: Element): { from: Date | null; to: Date | null } => {
  const bound = (n: number): Date | null => {
    const found = value.children.find(field => field.tag === implicit(n) || field.tag === constructed(n))
    return found === undefined ? null : readTime(found, tag.generalizedTime)
  }
  return { from: bound(0), to: bound(1) }
}
