import type { CertificateDetails } from '../../crypto/certificate'
import type { Db, Instant } from '../../db/db'
import { keepCertificate } from './certificate-store'

/** So many certificates an application may have at most. */
export const MAX_CERTIFICATES = 10

export type StoredCertificate = { id: number; der: Uint8Array }

const select = (
  db: Db,
  owners: 'application_certificates' | 'organisation_certificates',
  owner: Record<string, number>,
) =>
  db(owners)
    .join('certificates', 'certificates.id', `${owners}.certificate_id`)
    .where(owner)
    .select<StoredCertificate[]>({ id: 'certificates.id', der: 'certificates.der' })

/** The certificates of an application, in the order in which they were added. */
export const listCertificates = (db: Db, applicationId: number): Promise<StoredCertificate[]> =>
  select(db, 'application_certificates', { application_id: applicationId }).orderBy(['added_at', 'certificates.id'])

export const findCertificate = async (
  db: Db,
  applicationId: number,
  id: number,
): Promise<StoredCertificate | undefined> =>
  (await select(db, 'application_certificates', { application_id: applicationId, certificate_id: id }))[0]

/** Adds a certificate to an application. False when it is there already. */
export const addCertificate = async (
  trx: Db,
  applicationId: number,
  der: Uint8Array,
  details: CertificateDetails,
  at: Instant,
): Promise<boolean> => {
  const id = await keepCertificate(trx, der, details, at)
  const added = await trx('application_certificates')
    .insert({ application_id: applicationId, certificate_id: id, added_at: at })
    .onConflict(['application_id', 'certificate_id'])
    .ignore()
    .returning('certificate_id')
  return added.length > 0
}

export const removeCertificate = async (trx: Db, applicationId: number, id: number): Promise<boolean> =>
  (await trx('application_certificates').where({ application_id: applicationId, certificate_id: id }).delete()) === 1

/** Gives the application's certificates to the organisation that it became. */
export const adoptCertificates = async (
  trx: Db,
  applicationId: number,
  organisationId: number,
  at: Instant,
): Promise<void> => {
  const ids: { certificate_id: number }[] = await trx('application_certificates')
    .where({ application_id: applicationId })
    .select('certificate_id')
  if (ids.length === 0) return
  await trx('organisation_certificates')
    .insert(ids.map(({ certificate_id }) => ({ organisation_id: organisationId, certificate_id, added_at: at })))
    .onConflict(['organisation_id', 'certificate_id'])
    .ignore()
}

/** Other applications and organisations that showed one of these certificates. */
export const sharedCertificates = async (
  db: Db,
  applicationId: number,
): Promise<{ applicationIds: number[]; organisationIds: number[] }> => {
  const own = db('application_certificates').where({ application_id: applicationId }).select('certificate_id')
  const applications: { application_id: number }[] = await db('application_certificates')
    .whereIn('certificate_id', own)
    .whereNot({ application_id: applicationId })
    .distinct('application_id')
    .limit(20)
  const organisations: { organisation_id: number }[] = await db('organisation_certificates')
    .whereIn('certificate_id', own)
    .distinct('organisation_id')
    .limit(20)
  return {
    applicationIds: applications.map(row => row.application_id),
    organisationIds: organisations.map(row => row.organisation_id),
  }
}
