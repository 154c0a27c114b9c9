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

export type ContactRow = {
  last_name: string
  first_name: string
  middle_name: string | null
  position: string
  phone: string
  email: string
  basis: 'attorney' | 'mchd' | null
  basis_number: string | null
  basis_date: string | null
  basis_valid_until: string | null
  may_fill: boolean | 0 | 1
  may_send: boolean | 0 | 1
  may_view: boolean | 0 | 1
}

/** Authorised persons in the order in which they were named. */
export const listContacts = (db: Db, organisationId: number): Promise<ContactRow[]> =>
  db('contacts').where({ organisation_id: organisationId }).orderBy('id').select<ContactRow[]>()
