import { Asn1Error, LimitError } from './asn1/element'
import { sameBytes } from './asn1/values'
import { type CertificateStructure, readStructure } from './certificate/structure'
import { readSignedData, type SignedData } from './cms/signed-data'
import { checkSigner, type DocumentDigests, isSignersCertificate, type SignerCheck } from './cms/signer'
import { digest } from './digests'
import { decodeSignatureUpload, type SignatureUploadProblem } from './upload/signature-file'

export type { SignerCheck, SignerCode } from './cms/signer'

/**
 * Why a file is not looked at any further: it is no signature, it holds another document than the one that was given
 * out, or nobody has signed.
 */
export type CmsProblem = SignatureUploadProblem | 'document_itself' | 'other_document' | 'no_signers' | 'too_complex'

export type CmsCheck =
  | { ok: false; problem: CmsProblem }
  | {
      ok: true
      detached: boolean
      /** Other certificates and lists out of the file: a help for building the path, not to be trusted by themselves. */
      certificates: Uint8Array[]
      revocationLists: Uint8Array[]
      signers: SignerCheck[]
    }

/**
 * Checks the arithmetic of an uploaded signature: CMS SignedData, CAdES-BES, attached or detached.
 * Whether the certificates deserve trust is another question, answered by the path check.
 * @param file what was uploaded: DER, BER, PEM or base64
 * @param document the very bytes that were given out for signing; attached content has to equal them
 * @param known certificates that the application has, for files that carry none
 */
export const checkCms = (file: Uint8Array, document: Uint8Array, known: readonly Uint8Array[] = []): CmsCheck => {
  if (file.length > 0 && sameBytes(file, document)) return { ok: false, problem: 'document_itself' }
  const decoded = decodeSignatureUpload(file)
  if (!decoded.ok) return decoded
  try {
    return checkSignedData(readSignedData(decoded.ber), document, known)
  } catch (error) {
    if (error instanceof LimitError) return { ok: false, problem: 'too_complex' }
    if (error instanceof Asn1Error) return { ok: false, problem: 'not_signature' }
    throw error
  }
}

const checkSignedData = (data: SignedData, document: Uint8Array, known: readonly Uint8Array[]): CmsCheck => {
  if (data.signers.length === 0) return { ok: false, problem: 'no_signers' }
  if (data.content !== null && !sameBytes(data.content, document)) return { ok: false, problem: 'other_document' }
  const certificates = [...data.certificates, ...known].flatMap(readable)
  const digests = digestsOf(document)
  return {
    ok: true,
    detached: data.content === null,
    certificates: data.certificates,
    revocationLists: data.revocationLists,
    signers: data.signers.map(signer => {
      const certificate = certificates.find(candidate => isSignersCertificate(candidate, signer)) ?? null
      return checkSigner(signer, data.contentType, certificate, digests)
    }),
  }
}

/** A certificate that cannot be read among others is as good as absent. */
const readable = (der: Uint8Array): CertificateStructure[] => {
  try {
    return [readStructure(der)]
  } catch (error) {
    if (error instanceof Asn1Error) return []
    throw error
  }
}

const digestsOf = (document: Uint8Array): DocumentDigests => {
  const taken = new Map<string, Uint8Array | null>()
  return oid => {
    const value = taken.get(oid) ?? digest(oid, document)
    taken.set(oid, value)
    return value
  }
}
