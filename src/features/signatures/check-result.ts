import type { SignatureVerdict } from '../../crypto/document-signature'
import type { Organisation } from '../../crypto/holder'
import type { Line } from '../../crypto/verdict/verdict'

export type SignerResult = {
  lines: Line[]
  /** DER in base64: the signer's certificate first, then its issuers. */
  certificates: string[]
  revocationLists: { sha256: string; number: string | null }[]
  /** The signer's own claim, ISO 8601; null when the signature has none. */
  signingTime: string | null
}

/**
 * One check as it is stored, in JSON: what was found, and what it rested on. `organisation` is whom the certificate
 * was compared with (null: nobody), so that a later check asks the same question.
 */
export type CheckResult = {
  organisation: Organisation | null
  lines: Line[]
  detached: boolean | null
  signers: SignerResult[]
}

export const checkResult = (
  { lines, detached, signers }: SignatureVerdict,
  organisation: Organisation | null,
): CheckResult => ({
  organisation,
  lines,
  detached,
  signers: signers.map(signer => ({
    lines: signer.lines,
    certificates: signer.certificates.map(der => Buffer.from(der).toString('base64')),
    revocationLists: signer.revocationLists,
    signingTime: signer.signingTime?.toISOString() ?? null,
  })),
})

/** All findings, of the file and of its signers. */
export const allLines = ({ lines, signers }: CheckResult): Line[] => [
  ...lines,
  ...signers.flatMap(signer => signer.lines),
]

/** The certificates of the signers themselves, DER; a signature may come without. */
export const signersCertificates = (signers: readonly SignerResult[]): Uint8Array[] =>
  signers.flatMap(({ certificates: [own] }) => (own === undefined ? [] : [fromBase64(own)]))

/** Every certificate that the check knew of, DER. */
export const knownCertificates = ({ signers }: CheckResult): Uint8Array[] =>
  signers.flatMap(({ certificates }) => certificates.map(fromBase64))

/** SHA-256 of every revocation list that the check asked. */
export const askedLists = ({ signers }: CheckResult): string[] => [
  ...new Set(signers.flatMap(({ revocationLists }) => revocationLists.map(({ sha256 }) => sha256))),
]

const fromBase64 = (text: string): Uint8Array => Uint8Array.from(Buffer.from(text, 'base64'))
