import type { CertificateDetails } from '../../crypto/certificate'
import type { Db, Instant } from '../../db/db'
import { keepCertificate } from './certificate-store'
import type { StoredCertificate } from './certificates.repository'

const certificatesOf = (db: Db, organisationId: number) =>
  db('organisation_certificates')
    .join('certificates', 'certificates.id', 'organisation_certificates.certificate_id')
    .where({ organisation_id: organisationId })

const inUse = (db: Db, organisationId: number) =>
  certificatesOf(db, organisationId)
    .whereNull('retired_at')
    .select<StoredCertificate[]>({ id: 'certificates.id', der: 'certificates.der' })

/** The certificates that an organisation uses now, in the order in which they were added. */
export const listOwnCertificates = (db: Db, organisationId: number): Promise<StoredCertificate[]> =>
  inUse(db, organisationId).orderBy(['added_at', 'certificates.id'])

/** One of them; somebody else's and a retired one are not found. */
export const findOwnCertificate = async (
  db: Db,
  organisationId: number,
  id: number,
): Promise<StoredCertificate | undefined> => (await inUse(db, organisationId).where({ 'certificates.id': id }))[0]

export type RetiredCertificate = StoredCertificate & { retiredAt: Instant }

/** Those that are out of use, the latest first. */
export const listRetiredCertificates = (db: Db, organisationId: number, limit: number): Promise<RetiredCertificate[]> =>
  certificatesOf(db, organisationId)
    .whereNotNull('retired_at')
    .orderBy('retired_at', 'desc')
    .orderBy('certificates.id', 'desc')
    .limit(limit)
    .select<RetiredCertificate[]>({ id: 'certificates.id', der: 'certificates.der', retiredAt: 'retired_at' })

/** Gives an organisation a certificate to use; a retired one comes back. False when it is in use already. */
export const addOwnCertificate = async (
  trx: Db,
  organisationId: number,
  { der, details }: { der: Uint8Array; details: CertificateDetails },
  at: Instant,
): Promise<boolean> => {
  const id = await keepCertificate(trx, der, details, at)
  const row = { organisation_id: organisationId, certificate_id: id }
  const added = await trx('organisation_certificates')
    .insert({ ...row, added_at: at })
    .onConflict(['organisation_id', 'certificate_id'])
    .ignore()
    .returning('certificate_id')
  if (added.length > 0) return true
  const back = await trx('organisation_certificates')
    .where(row)
    .whereNotNull('retired_at')
    .update({ added_at: at, retired_at: null })
  return back === 1
}

/** Takes a certificate out of use; it stays known, and what was signed with it stays signed. */
export const retireOwnCertificate = async (
  trx: Db,
  organisationId: number,
  id: number,
  at: Instant,
): Promise<boolean> =>
  (await trx('organisation_certificates')
    .where({ organisation_id: organisationId, certificate_id: id, retired_at: null })
    .update({ retired_at: at })) === 1

/** Whether it was this organisation's and is out of use now. */
export const isRetiredCertificate = async (db: Db, organisationId: number, id: number): Promise<boolean> =>
  (await certificatesOf(db, organisationId)
    .where({ certificate_id: id })
    .whereNotNull('retired_at')
    .first('certificates.id')) !== undefined
