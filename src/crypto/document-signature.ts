import { createHash } from 'node:crypto'
import { Asn1Error, parse } from './asn1/element'
import { describeKey } from './certificate/key-algorithm'
import { calledBy, readStructure } from './certificate/structure'
import { readSubject } from './certificate/subject'
import { type CmsCheck, checkCms, type SignerCheck } from './cms'
import { isDemoCertificate } from './demo-certificate'
import { checkHolder, type Organisation } from './holder'
import { type CertificateVerdict, type Enclosed, judgeCertificate } from './path/judge'
import type { TrustStore } from './path/trust-store'
import { RevocationList } from './revocation/list'
import type { Verdict } from './verdict/parts'
import { type Line, line, verdictOf } from './verdict/verdict'

export type SignatureRequest = {
  /** What was uploaded: a CMS in any of its wrappings. */
  file: Uint8Array
  /** The very bytes that were given out for signing. */
  document: Uint8Array
  /** The moment of receipt: certificates and lists are judged by it. */
  receivedAt: Date
  /** Whom the certificate is compared with; null: with nobody. */
  organisation: Organisation | null
  /** Certificates and lists from elsewhere than the file: they may serve as those of the file do. */
  known?: readonly Uint8Array[]
  knownLists?: readonly RevocationList[]
  /** Certificates of a demo authority make a signature worthless. */
  refuseDemo?: boolean
  /** As in `CertificateRules`. */
  gost2001Until?: Date
}

/** Everything about one signer: the arithmetic first, then the certificate and its holder. */
export type SignerVerdict = CertificateVerdict & { signingTime: Date | null }

/** `lines` are findings about the file as a whole; with them there is no signer to speak of. */
export type SignatureVerdict = {
  value: Verdict
  lines: Line[]
  detached: boolean | null
  signers: SignerVerdict[]
  /** Hexadecimal; taken here because a document of megabytes is digested where it holds up nobody. */
  documentSha256: string
}

const DAY = 24 * 60 * 60 * 1000
/** Lists inside a file are looked at up to this size (octets): larger ones belong into the store. */
const MAX_ENCLOSED_LIST = 1024 * 1024

/**
 * The whole check of one uploaded signature: the arithmetic, the certificate's path, dates, revocation, usage, holder.
 * Nothing is fetched and no clock is read. Requests go through `signature-checker`, which does it in a thread.
 */
export const checkDocumentSignature = (request: SignatureRequest, store: TrustStore): SignatureVerdict =>
  judge(checkCms(request.file, request.document, request.known), request, store)

/** The second half, after the arithmetic. */
const judge = (cms: CmsCheck, request: SignatureRequest, store: TrustStore): SignatureVerdict => {
  const documentSha256 = createHash('sha256').update(request.document).digest('hex')
  if (!cms.ok) return { value: 'invalid', lines: [line(cms.problem)], detached: null, signers: [], documentSha256 }
  const { known = [], knownLists = [] } = request
  const certificates = [...cms.certificates, ...known].flatMap(der => readable(() => readStructure(der)))
  const enclosedLists = cms.revocationLists
    .filter(({ length }) => length <= MAX_ENCLOSED_LIST)
    .flatMap(der => readable(() => new RevocationList(der)))
  const lists = [...enclosedLists, ...knownLists]
  const signers = cms.signers.map(signer => judgeSigner(signer, request, store, { certificates, lists }))
  return { value: verdictOf(signers), lines: [], detached: cms.detached, signers, documentSha256 }
}

/** What has to be said about a certificate that nobody has. */
const UNCHECKED = ['path_unchecked', 'dates_unchecked', 'revocation_unchecked', 'key_usage_unchecked'] as const

const judgeSigner = (
  signer: SignerCheck,
  request: SignatureRequest,
  store: TrustStore,
  enclosed: Enclosed,
): SignerVerdict => {
  const { signingTime } = signer
  if (signer.certificate === null) {
    const arithmetic = arithmeticLines(signer, signer.signatureAlgorithm, request.receivedAt)
    const holder = request.organisation === null ? [] : [line('holder_unchecked')]
    const lines = [...arithmetic, ...UNCHECKED.map(code => line(code)), ...holder]
    return { value: verdictOf(lines), lines, certificates: [], revocationLists: [], signingTime }
  }
  const certificate = readStructure(signer.certificate)
  const { key, subjectName } = certificate
  const arithmetic = arithmeticLines(signer, describeKey(parse(key)), request.receivedAt)
  const rules = { at: request.receivedAt, gost2001Until: request.gost2001Until }
  const judged = judgeCertificate(certificate, store, rules, enclosed)
  const { organisation, refuseDemo = false } = request
  const lines = [
    ...arithmetic,
    ...(refuseDemo && judged.certificates.some(isDemoCertificate) ? [line('demo_certificate')] : []),
    ...judged.lines,
    ...(organisation === null ? [] : [checkHolder(readSubject(subjectName), calledBy(subjectName), organisation)]),
  ]
  return { ...judged, value: verdictOf(lines), lines, signingTime }
}

/** @param algorithm of the key in words, or the number of the signature's algorithm when there is no key */
const arithmeticLines = (signer: SignerCheck, algorithm: string, at: Date): Line[] => {
  const { code, digestAlgorithm: digest, signingTime } = signer
  const off = signingTime !== null && Math.abs(signingTime.getTime() - at.getTime()) > DAY
  return [
    line(code, { algorithm, digest }),
    ...(code === 'signature_right' && !signer.cades ? [line('not_cades')] : []),
    ...(off ? [line('signing_time_off', { date: signingTime.toISOString() })] : []),
  ]
}

/** What cannot be read among a file's certificates and lists is as good as absent. */
const readable = <T>(read: () => T): T[] => {
  try {
    return [read()]
  } catch (error) {
    if (error instanceof Asn1Error) return []
    throw error
  }
}
