import type { Db } from '../../db/db'
import type { StoredCertificate } from '../certificates/certificates.repository'

const certificatesOf = (db: Db, organisationId: number) =>
  db('organisation_certificates')
    .join('certificates', 'certificates.id', 'organisation_certificates.certificate_id')
    .where({ organisation_id: organisationId, retired_at: null })
    .select<StoredCertificate[]>({ id: 'certificates.id', der: 'certificates.der' })

/** The certificates that an organisation uses now, in the order in which they were added. */
export const listOwnCertificates = (db: Db, organisationId: number): Promise<StoredCertificate[]> =>
  certificatesOf(db, organisationId).orderBy(['added_at', 'certificates.id'])

/** One of them; somebody else's is not found. */
export const findOwnCertificate = async (
  db: Db,
  organisationId: number,
  id: number,
): Promise<StoredCertificate | undefined> =>
  (await certificatesOf(db, organisationId).where({ 'certificates.id': id }))[0]
