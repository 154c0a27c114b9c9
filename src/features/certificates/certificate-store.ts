import type { CertificateDetails } from '../../crypto/certificate'
import type { Db, Instant } from '../../db/db'

/** Keeps a certificate, each one once, whoever shows it. Returns its number. */
export const keepCertificate = async (
  trx: Db,
  der: Uint8Array,
  details: CertificateDetails,
  at: Instant,
): Promise<number> => {
  await trx('certificates')
    .insert({
      thumbprint: details.sha256,
      der: Buffer.from(der),
      valid_from: details.validFrom,
      valid_to: details.validTo,
      created_at: at,
    })
    .onConflict('thumbprint')
    .ignore()
  const { id } = await trx('certificates').where({ thumbprint: details.sha256 }).first('id')
  return id
}
