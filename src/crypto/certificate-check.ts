import { sameBytes } from './asn1/values'
import { keyUsage } from './certificate/extensions'
import { type CertificateStructure, readStructure } from './certificate/structure'
import { judgeCertificate } from './path/judge'
import type { TrustStore } from './path/trust-store'
import { checkSignature } from './signature'
import type { Verdict } from './verdict/parts'
import type { Line } from './verdict/verdict'

/** What was found out about a certificate by itself, apart from any signature made with it. */
export type CertificateCheck = { value: Verdict; lines: Line[] }

/**
 * The full check of a certificate that was shown: signatures up to a trusted root, dates, revocation, key usage.
 * Nothing is fetched and no clock is read.
 * @param at the moment the certificate has to be good for
 * @throws Asn1Error for anything that is no certificate
 */
export const checkCertificate = (der: Uint8Array, store: TrustStore, at: Date): CertificateCheck => {
  const { value, lines } = judgeCertificate(readStructure(der), store, { at })
  return { value, lines }
}

/** Why a file cannot serve as a certificate of an authority: what is not one signs no other certificate. */
export const isAuthority = ({ extensions: { isCa, keyUsage: usage } }: CertificateStructure): boolean =>
  isCa === true && (usage === null || (usage & keyUsage.keyCertSign) !== 0)

/** Whether the certificate is its own issuer, as roots are. The algorithm may be a weak one: nothing rests on it. */
export const isSelfSigned = ({ issuer, subject, ...certificate }: CertificateStructure): boolean => {
  if (!sameBytes(issuer, subject)) return false
  const { key, algorithm, signature, signedBytes: message } = certificate
  return checkSignature({ key, algorithm, signature, message }) !== 'wrong'
}
