import { Asn1Error, parse } from './asn1/element'
import { describeKey } from './certificate/key-algorithm'
import { type CertificateStructure, calledBy, readStructure } from './certificate/structure'
import { readSubject } from './certificate/subject'
import { type CmsCheck, checkCms, type SignerCheck } from './cms'
import { checkHolder, type Organisation } from './holder'
import { buildPaths, type CertificatePath } from './path/build'
import { checkPath, type PathRules } from './path/check'
import { checkRevocation, type RevocationFinding } from './path/revocation'
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
  organisation: Organisation
  /** Certificates of the account, for signatures that carry none. */
  known?: readonly Uint8Array[]
  /** From this moment on GOST R 34.10-2001 is refused; by default from the beginning of 2020, Moscow time. */
  gost2001Until?: Date
}

/** Everything about one signer. What the check rested on is named, so that it can be repeated years later. */
export type SignerVerdict = {
  value: Verdict
  lines: Line[]
  /** DER: the signer's certificate first, then its issuers as far as they are known. */
  certificates: Uint8Array[]
  /** SHA-256 and number of the revocation lists that were asked. */
  revocationLists: { sha256: string; number: string | null }[]
  signingTime: Date | null
}

/** `lines` are findings about the file as a whole; with them there is no signer to speak of. */
export type SignatureVerdict = { value: Verdict; lines: Line[]; detached: boolean | null; signers: SignerVerdict[] }

/** Приказ ФСБ России and Минкомсвязь put an end to signing with the standard of 2001 on 31 December 2019. */
const GOST_2001_UNTIL = new Date('2020-01-01T00:00:00+03:00')
const DAY = 24 * 60 * 60 * 1000
/** Lists inside a file are looked at up to this size (octets): larger ones belong into the store. */
const MAX_ENCLOSED_LIST = 1024 * 1024

/**
 * The whole check of one uploaded signature: the arithmetic, the certificate's path, dates, revocation, usage, holder.
 * Nothing is fetched and no clock is read. Documents over a megabyte should go through `signature-checker`.
 */
export const checkDocumentSignature = (request: SignatureRequest, store: TrustStore): SignatureVerdict =>
  judge(checkCms(request.file, request.document, request.known), request, store)

/** The second half, after the arithmetic, which may have been done in another thread. */
export const judge = (cms: CmsCheck, request: SignatureRequest, store: TrustStore): SignatureVerdict => {
  if (!cms.ok) return { value: 'invalid', lines: [line(cms.problem)], detached: null, signers: [] }
  const certificates = cms.certificates.flatMap(der => readable(() => readStructure(der)))
  const lists = cms.revocationLists
    .filter(({ length }) => length <= MAX_ENCLOSED_LIST)
    .flatMap(der => readable(() => new RevocationList(der)))
  const signers = cms.signers.map(signer => judgeSigner(signer, request, store, certificates, lists))
  return { value: verdictOf(signers), lines: [], detached: cms.detached, signers }
}

const judgeSigner = (
  signer: SignerCheck,
  request: SignatureRequest,
  store: TrustStore,
  certificates: readonly CertificateStructure[],
  lists: readonly RevocationList[],
): SignerVerdict => {
  const { signingTime } = signer
  if (signer.certificate === null) {
    const lines = arithmeticLines(signer, signer.signatureAlgorithm, request.receivedAt)
    return { value: verdictOf(lines), lines, certificates: [], revocationLists: [], signingTime }
  }
  const certificate = readStructure(signer.certificate)
  const arithmetic = arithmeticLines(signer, describeKey(parse(certificate.key)), request.receivedAt)
  const rules = { at: request.receivedAt, gost2001Until: request.gost2001Until ?? GOST_2001_UNTIL }
  const { path, pathLines, revocation } = bestPath(certificate, store, certificates, lists, rules)
  const holder = checkHolder(
    readSubject(certificate.subjectName),
    calledBy(certificate.subjectName),
    request.organisation,
  )
  const lines = [...arithmetic, ...pathLines, ...revocation.map(finding => finding.line), holder]
  return {
    value: verdictOf(lines),
    lines,
    certificates: path.certificates.map(({ der }) => der),
    revocationLists: revocation.flatMap(({ list }) =>
      list === null ? [] : [{ sha256: list.sha256, number: list.number?.toString() ?? null }],
    ),
    signingTime,
  }
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

type JudgedPath = { path: CertificatePath; pathLines: Line[]; revocation: RevocationFinding[] }

/** Of several ways to a trusted root the best one counts. */
const bestPath = (
  certificate: CertificateStructure,
  store: TrustStore,
  certificates: readonly CertificateStructure[],
  lists: readonly RevocationList[],
  rules: PathRules,
): JudgedPath => {
  const order: readonly Verdict[] = ['valid', 'unknown', 'invalid']
  const judged = buildPaths(certificate, store, certificates).map(path => {
    const revocation = checkRevocation(path, store, lists, rules.at)
    const pathLines = checkPath(path, store, rules)
    return { path, pathLines, revocation, value: verdictOf([...pathLines, ...revocation.map(finding => finding.line)]) }
  })
  return judged.toSorted((a, b) => order.indexOf(a.value) - order.indexOf(b.value))[0] as JudgedPath
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
