import { keyUsage } from '../certificate/extensions'
import { type CertificateStructure, calledBy } from '../certificate/structure'
import { gost2001 } from '../gost/algorithms'
import type { Code } from '../verdict/codes'
import { type Line, line } from '../verdict/verdict'
import type { CertificatePath } from './build'
import type { TrustStore } from './trust-store'

/** When and by which rules a path is judged. */
export type PathRules = {
  /** The moment of receipt: the only time that is known for certain. */
  at: Date
  /** From then on nothing signed with GOST R 34.10-2001 is taken. */
  gost2001Until: Date
}

/**
 * Judges a path as RFC 5280, 6.1 does, as far as Russian certificates make use of it: signatures (found while building),
 * authority flags, path lengths, usages, unknown critical extensions, dates. The library's own chain does none of it.
 * A trusted root is trusted because somebody loaded it: its own signature and flags are not asked for.
 */
export const checkPath = (path: CertificatePath, store: TrustStore, rules: PathRules): Line[] => [
  ...checkEnd(path),
  ...path.certificates.flatMap((certificate, index) => checkAuthority(certificate, index, store)),
  ...path.certificates.flatMap(checkExtensions),
  ...checkAlgorithms(path, rules),
  ...checkDates(path, rules.at),
  checkUsage(path.certificates[0] as CertificateStructure),
]

const ends: Readonly<Record<CertificatePath['end'], Code>> = {
  trusted: 'path_trusted',
  untrusted_root: 'root_untrusted',
  issuer_unknown: 'issuer_unknown',
  wrong: 'path_signature_wrong',
  weak: 'path_signature_weak',
  unsupported: 'path_signature_unsupported',
}

const checkEnd = ({ certificates, end }: CertificatePath): Line[] => {
  const last = certificates.at(-1) as CertificateStructure
  if (end === 'trusted') return [line('path_trusted', { root: calledBy(last.subjectName) })]
  return [line(ends[end], { certificate: calledBy(last.subjectName), issuer: calledBy(last.issuerName) })]
}

/** For everything above the signer: is it an authority, may it sign certificates, is the path short enough? */
const checkAuthority = (certificate: CertificateStructure, index: number, store: TrustStore): Line[] => {
  if (index === 0) return []
  const { isCa, pathLength, keyUsage: usage } = certificate.extensions
  const details = { certificate: calledBy(certificate.subjectName) }
  // A root of the first version carries no constraints at all; below a root they are obligatory.
  const authority = isCa ?? store.isAnchor(certificate)
  const maySign = usage === null || (usage & keyUsage.keyCertSign) !== 0
  return [
    ...(authority && maySign ? [] : [line('not_authority', details)]),
    ...(pathLength !== null && index - 1 > pathLength ? [line('path_too_long', details)] : []),
  ]
}

const checkExtensions = ({ subjectName, extensions: { unknownCritical } }: CertificateStructure): Line[] =>
  unknownCritical.length === 0
    ? []
    : [line('extension_unknown', { certificate: calledBy(subjectName), extension: unknownCritical.join(', ') })]

/** The key of 2001 is refused wherever a signature rests on it: with the signer and with every issuer. */
const checkAlgorithms = ({ certificates }: CertificatePath, { at, gost2001Until }: PathRules): Line[] =>
  at >= gost2001Until && certificates.some(({ keyAlgorithm }) => keyAlgorithm === gost2001.key)
    ? [line('gost2001_expired', { date: gost2001Until.toISOString() })]
    : []

const checkDates = ({ certificates }: CertificatePath, at: Date): Line[] => {
  const problems = certificates.flatMap(({ subjectName, notBefore, notAfter }) => {
    const certificate = calledBy(subjectName)
    if (at < notBefore) return [line('not_yet_valid', { certificate, date: notBefore.toISOString() })]
    return at > notAfter ? [line('expired', { certificate, date: notAfter.toISOString() })] : []
  })
  const signer = certificates[0] as CertificateStructure
  const { from, to } = signer.extensions.privateKeyPeriod
  if ((from !== null && at < from) || (to !== null && at > to)) {
    const date = (to ?? signer.notAfter).toISOString()
    problems.push(line('key_period_over', { certificate: calledBy(signer.subjectName), date }))
  }
  return problems.length > 0 ? problems : [line('dates_right', { date: at.toISOString() })]
}

const checkUsage = ({ extensions: { keyUsage: usage } }: CertificateStructure): Line =>
  usage === null || (usage & (keyUsage.digitalSignature | keyUsage.nonRepudiation)) !== 0
    ? line('key_usage_right')
    : line('key_usage_wrong')
