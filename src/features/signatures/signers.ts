import { type CertificateDetails, CertificateError, readCertificate } from '../../crypto/certificate'
import { type CheckResult, type SignerResult, signersCertificates } from './check-result'

export type SignersCertificate = { der: Uint8Array; details: CertificateDetails }

/** The signers' certificates as far as they can be read. */
export const readSigners = (signers: readonly SignerResult[]): SignersCertificate[] =>
  signersCertificates(signers).flatMap(der => {
    const details = readOrNull(der)
    return details === null ? [] : [{ der, details }]
  })

/** Who signed, for lists: each by name and organisation; null when the signature does not say. */
export const signerNames = ({ signers }: CheckResult): string | null =>
  readSigners(signers)
    .map(({ details: { owner, organisation } }) => nameWith(owner, organisation))
    .join('; ')
    .slice(0, MAX_NAMES) || null

/** The width of the column. */
const MAX_NAMES = 1000

const nameWith = (owner: string, organisation: string | null): string =>
  organisation === null || organisation === owner ? owner : `${owner}, ${organisation}`

/** The path check reads more certificates than the library that shows them. */
const readOrNull = (der: Uint8Array): CertificateDetails | null => {
  try {
    return readCertificate(der)
  } catch (error) {
    if (error instanceof CertificateError) return null
    throw error
  }
}
