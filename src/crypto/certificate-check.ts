import { keyUsage } from './certificate/extensions'
import { type CertificateStructure, readStructure } from './certificate/structure'
import { buildPaths } from './path/build'
import { checkPath } from './path/check'
import { checkRevocation } from './path/revocation'
import type { TrustStore } from './path/trust-store'
import type { Verdict } from './verdict/parts'
import { type Line, verdictOf } from './verdict/verdict'

/** What was found out about a certificate by itself, apart from any signature made with it. */
export type CertificateCheck = { value: Verdict; lines: Line[] }

/** The FSB and the ministry ended signing with GOST R 34.10-2001 on 31 December 2019, Moscow time. */
const GOST_2001_UNTIL = new Date('2020-01-01T00:00:00+03:00')

/**
 * The full check of a certificate that was shown: signatures up to a trusted root, dates, revocation, key usage.
 * Nothing is fetched and no clock is read. Of several ways to a trusted root the best one counts.
 * @param at the moment the certificate has to be good for
 * @throws Asn1Error for anything that is no certificate
 */
export const checkCertificate = (der: Uint8Array, store: TrustStore, at: Date): CertificateCheck => {
  const order: readonly Verdict[] = ['valid', 'unknown', 'invalid']
  const checks = buildPaths(readStructure(der), store, []).map(path => {
    const lines = [
      ...checkPath(path, store, { at, gost2001Until: GOST_2001_UNTIL }),
      ...checkRevocation(path, store, [], at).map(finding => finding.line),
    ]
    return { value: verdictOf(lines), lines }
  })
  return checks.toSorted((a, b) => order.indexOf(a.value) - order.indexOf(b.value))[0] as CertificateCheck
}

/** Why a file cannot serve as a certificate of an authority: what is not one signs no other certificate. */
export const isAuthority = ({ extensions: { isCa, keyUsage: usage } }: CertificateStructure): boolean =>
  isCa === true && (usage === null || (usage & keyUsage.keyCertSign) !== 0)

/** Whether the certificate is its own issuer, as roots are. The algorithm may be a weak one: nothing rests on it. */
export const isSelfSigned = (certificate: CertificateStructure, store: TrustStore): boolean =>
  Buffer.compare(certificate.issuer, certificate.subject) === 0 &&
  store.checkIssued(certificate, certificate) !== 'wrong'
