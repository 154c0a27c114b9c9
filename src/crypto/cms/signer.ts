import { encode, inSetOrder, toDer } from '../asn1/canonical'
import type { Element } from '../asn1/element'
import { tag } from '../asn1/tags'
import { readOid, sameBytes, toHex } from '../asn1/values'
import type { CertificateStructure } from '../certificate/structure'
import { digest } from '../digests'
import { checkSignature, type SignatureCheck } from '../signature'
import { readSignedAttributes, type SignedAttributes } from './attributes'
import type { SignerInfo } from './signed-data'

/** What the arithmetic says about one signer; the sentences stand with the codes of the verdict. */
export type SignerCode =
  | 'signature_right'
  | 'signature_wrong'
  | 'signature_weak'
  | 'signature_unsupported'
  | 'document_changed'
  | 'digest_unsupported'
  | 'attributes_absent'
  | 'attributes_repeated'
  | 'content_type_wrong'
  | 'digest_absent'
  | 'certificate_absent'
  | 'certificate_substituted'

/** Plain data, so that another thread can hand it over. */
export type SignerCheck = {
  code: SignerCode
  /** DER of the signer's certificate; null when it is neither in the file nor known. */
  certificate: Uint8Array | null
  signatureAlgorithm: string
  digestAlgorithm: string
  signingTime: Date | null
  /** The certificate itself is under the signature (CAdES-BES); without that it is a bare CMS. */
  cades: boolean
}

const ID_DATA = '1.2.840.113549.1.7.1'

/** Digests of the document, each algorithm once. */
export type DocumentDigests = (oid: string) => Uint8Array | null

/**
 * Checks one SignerInfo (RFC 5652, 5.4 and 5.6; RFC 5126, 5.7). `contentType` is that of the enclosed content.
 * Only `id-data` is a document: a time stamp or a nested signature must not pass for one.
 */
export const checkSigner = (
  signer: SignerInfo,
  contentType: string,
  certificate: CertificateStructure | null,
  documentDigest: DocumentDigests,
): SignerCheck => {
  const attributes = signer.attributes === null ? null : readSignedAttributes(signer.attributes)
  const code = ((): SignerCode => {
    // Without attributes the signature covers the bare content, which may be somebody's attributes from another file.
    if (signer.attributes === null) return 'attributes_absent'
    if (attributes === null) return 'attributes_repeated'
    if (contentType !== ID_DATA || attributes.contentType !== ID_DATA) return 'content_type_wrong'
    if (attributes.messageDigest === null) return 'digest_absent'
    const expected = documentDigest(signer.digest)
    if (expected === null) return 'digest_unsupported'
    if (!sameBytes(expected, attributes.messageDigest)) return 'document_changed'
    if (certificate === null) return 'certificate_absent'
    return checkCertificateId(attributes, certificate) ?? codes[checkAttributes(signer, signer.attributes, certificate)]
  })()
  return {
    code,
    certificate: certificate?.der ?? null,
    signatureAlgorithm: readOid(signer.algorithm.child(0)),
    digestAlgorithm: signer.digest,
    signingTime: attributes?.signingTime ?? null,
    cades: (attributes?.signingCertificates.length ?? 0) > 0,
  }
}

const codes = {
  right: 'signature_right',
  wrong: 'signature_wrong',
  weak: 'signature_weak',
  unsupported: 'signature_unsupported',
} as const satisfies Record<SignatureCheck, SignerCode>

const checkCertificateId = (attributes: SignedAttributes, { der }: CertificateStructure): SignerCode | null => {
  for (const { digest: oid, value } of attributes.signingCertificates) {
    const expected = digest(oid, der)
    if (expected === null) return 'digest_unsupported'
    if (!sameBytes(expected, value)) return 'certificate_substituted'
  }
  return null
}

/**
 * The signature is made over the attributes as a SET in DER (RFC 5652, 5.4). Some tools sign the order in which they
 * send them instead: so first the bytes as sent, then their DER.
 */
const checkAttributes = (signer: SignerInfo, attributes: Element, { key }: CertificateStructure): SignatureCheck => {
  const sent = encode(tag.set, attributes.content)
  const ordered = encode(tag.set, Buffer.concat(inSetOrder(attributes.children.map(toDer))))
  const { algorithm, digest, signature } = signer
  const check = checkSignature({ key, algorithm, digest, signature, message: sent })
  if (check !== 'wrong' || sameBytes(sent, ordered)) return check
  return checkSignature({ key, algorithm, digest, signature, message: ordered })
}

/** Whether a certificate is the one that the signer names. Numbers are compared without leading zeros. */
export const isSignersCertificate = (certificate: CertificateStructure, { identifier }: SignerInfo): boolean =>
  'keyId' in identifier
    ? certificate.extensions.subjectKeyId === toHex(identifier.keyId)
    : sameBytes(certificate.issuer, identifier.issuer) && sameNumber(certificate.serial, identifier.serial)

const sameNumber = (a: Uint8Array, b: Uint8Array): boolean =>
  toHex(a).replace(/^(?:00)+/, '') === toHex(b).replace(/^(?:00)+/, '')
