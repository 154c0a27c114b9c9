import { sameBytes } from '../asn1/values'
import type { CertificateStructure } from '../certificate/structure'
import type { SignatureCheck } from '../signature'
import type { TrustStore } from './trust-store'

/**
 * A way from a signer's certificate up, of certificates whose signatures hold. It ends at a trusted root (`trusted`),
 * or it stops: at a root nobody trusts, before an issuer nobody has, or because the last signature does not hold.
 */
export type CertificatePath = {
  certificates: readonly CertificateStructure[]
  end: 'trusted' | 'untrusted_root' | 'issuer_unknown' | Exclude<SignatureCheck, 'right'>
}

const MAX_LENGTH = 8
/**
 * Certificates of one name can be many, and in a hostile file they are: so many signatures are tried for one signer,
 * which takes a tenth of a second at most. Real paths take three.
 */
const MAX_TRIALS = 20

/**
 * Finds the paths of a certificate, every one that leads to a trusted root, or else the one that gets farthest.
 * Depth first through all issuers of a name: cross-certificates make several ways, and an expired one must not hide
 * a good one.
 * @param extra certificates out of the signature file: they may help, they are never trusted by themselves
 */
export const buildPaths = (
  leaf: CertificateStructure,
  store: TrustStore,
  extra: readonly CertificateStructure[],
): CertificatePath[] => {
  const trusted: CertificatePath[] = []
  let farthest: CertificatePath | null = null
  let trials = 0
  const stop = (certificates: readonly CertificateStructure[], end: CertificatePath['end']): void => {
    const path = { certificates, end }
    if (farthest === null || isFarther(path, farthest)) farthest = path
  }
  const walk = (path: readonly CertificateStructure[]): void => {
    const last = path.at(-1) as CertificateStructure
    if (store.isAnchor(last)) {
      trusted.push({ certificates: path, end: 'trusted' })
      return
    }
    if (sameBytes(last.issuer, last.subject)) return stop(path, 'untrusted_root')
    const issuers = issuersOf(last, store, extra).filter(issuer => !path.some(({ sha256 }) => sha256 === issuer.sha256))
    if (issuers.length === 0 || path.length >= MAX_LENGTH) return stop(path, 'issuer_unknown')
    for (const issuer of issuers) {
      if (trials++ >= MAX_TRIALS) return
      const check = store.checkIssued(last, issuer)
      if (check === 'right') walk([...path, issuer])
      else stop(path, check)
    }
  }
  walk([leaf])
  return trusted.length > 0 ? trusted : [farthest ?? { certificates: [leaf], end: 'issuer_unknown' }]
}

/** A wrong signature is told only when nothing better is known: a namesake of the issuer fails the same way. */
const ranks = ['wrong', 'weak', 'unsupported', 'issuer_unknown', 'untrusted_root', 'trusted'] as const

const isFarther = (a: CertificatePath, b: CertificatePath): boolean => {
  const difference = ranks.indexOf(a.end) - ranks.indexOf(b.end)
  return difference > 0 || (difference === 0 && a.certificates.length > b.certificates.length)
}

/** Candidates by name and, where both sides carry it, by the identifier of the key (RFC 5280, 4.2.1.1). */
const issuersOf = (
  certificate: CertificateStructure,
  store: TrustStore,
  extra: readonly CertificateStructure[],
): CertificateStructure[] => {
  const wanted = certificate.extensions.authorityKeyId
  return [
    ...store.issuersNamed(certificate.issuer),
    ...extra.filter(({ subject }) => sameBytes(subject, certificate.issuer)),
  ].filter(({ extensions: { subjectKeyId } }) => wanted === null || subjectKeyId === null || wanted === subjectKeyId)
}
