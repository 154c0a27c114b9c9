import type { Element } from '../asn1/element'
import { tag } from '../asn1/tags'
import { readTime } from '../asn1/time'
import { readOctets, readOid } from '../asn1/values'
import { SHA1, SHA256 } from '../digests'

/** What the signer put under the signature beside the digest (RFC 5652, 11; RFC 5035). */
export type SignedAttributes = {
  contentType: string | null
  messageDigest: Uint8Array | null
  /** The signer's own clock, a claim; null also when it cannot be read. */
  signingTime: Date | null
  /** Digests of the signer's certificate, by the algorithm: the mark of CAdES-BES (RFC 5126, 5.7.3). */
  signingCertificates: { digest: string; value: Uint8Array }[]
}

const CONTENT_TYPE = '1.2.840.113549.1.9.3'
const MESSAGE_DIGEST = '1.2.840.113549.1.9.4'
const SIGNING_TIME = '1.2.840.113549.1.9.5'
const SIGNING_CERTIFICATE = '1.2.840.113549.1.9.16.2.12'
const SIGNING_CERTIFICATE_V2 = '1.2.840.113549.1.9.16.2.47'

/** Null when an attribute stands twice or these have several values: two readers could then see two documents. */
export const readSignedAttributes = (attributes: Element): SignedAttributes | null => {
  const values = new Map<string, readonly Element[]>()
  for (const attribute of attributes.children) {
    const oid = readOid(attribute.child(0))
    if (values.has(oid)) return null
    values.set(oid, attribute.child(1, tag.set).children)
  }
  const read = [CONTENT_TYPE, MESSAGE_DIGEST, SIGNING_TIME, SIGNING_CERTIFICATE, SIGNING_CERTIFICATE_V2]
  if (read.some(oid => (values.get(oid)?.length ?? 1) !== 1)) return null
  const one = (oid: string): Element | undefined => values.get(oid)?.[0]
  const contentType = one(CONTENT_TYPE)
  const messageDigest = one(MESSAGE_DIGEST)
  const signingTime = one(SIGNING_TIME)
  const first = one(SIGNING_CERTIFICATE)
  const second = one(SIGNING_CERTIFICATE_V2)
  return {
    contentType: contentType === undefined ? null : readOid(contentType),
    messageDigest: messageDigest === undefined ? null : readOctets(messageDigest),
    signingTime: signingTime === undefined ? null : readClaim(signingTime),
    signingCertificates: [
      ...(first === undefined ? [] : [readCertificateId(first, SHA1)]),
      ...(second === undefined ? [] : [readCertificateId(second, SHA256)]),
    ],
  }
}

/** A wrong clock of the signer is a warning at most, and so is a time that cannot be read. */
const readClaim = (value: Element): Date | null => {
  try {
    return readTime(value)
  } catch {
    return null
  }
}

/**
 * The first ESSCertID or ESSCertIDv2, the one of the signer (RFC 5035, 4 and 5.4.1.1). КриптоПро names a GOST digest
 * there; without a name it is SHA-256, in the first version always SHA-1. The issuer and number that may follow
 * say nothing more than the digest does.
 */
const readCertificateId = (value: Element, byDefault: string): { digest: string; value: Uint8Array } => {
  const [first, second] = value.child(0, tag.sequence).child(0, tag.sequence).children
  if (first?.tag === tag.sequence && second !== undefined) {
    return { digest: readOid(first.child(0)), value: readOctets(second.expect(tag.octetString)) }
  }
  return { digest: byDefault, value: first?.expect(tag.octetString).content ?? new Uint8Array() }
}
