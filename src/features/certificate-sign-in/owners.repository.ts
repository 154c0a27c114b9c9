import type { Db } from '../../db/db'
import { emailShown } from '../../validation/rules/email'

/** Somebody whom a certificate lets in: what they would type as their login, and how the page calls them. */
export type CertificateOwner = { login: string; name: string }

/** Organisations and authorised persons that use the certificate now, by its thumbprint (SHA-256, hex). */
export const findOwners = async (db: Db, thumbprint: string): Promise<CertificateOwner[]> => {
  const organisations = await db('certificates')
    .join('organisation_certificates as own', 'own.certificate_id', 'certificates.id')
    .join('organisations', 'organisations.id', 'own.organisation_id')
    .join('accounts', 'accounts.organisation_id', 'organisations.id')
    .where({ thumbprint, 'own.retired_at': null, 'organisations.archived_at': null, 'organisations.blocked_at': null })
    .orderBy('organisations.okpo')
    .select('organisations.okpo', 'organisations.short_name')
  const persons = await db('certificates')
    .join('contacts', 'contacts.certificate_id', 'certificates.id')
    .join('persons', 'persons.id', 'contacts.person_id')
    .where({ thumbprint, 'contacts.state': 'active' })
    .distinct('persons.email')
  return [
    ...organisations.map(row => ({ login: row.okpo, name: `${row.short_name}, ОКПО ${row.okpo}` })),
    ...persons.map(row => ({ login: row.email, name: `Уполномоченное лицо, ${emailShown(row.email)}` })),
  ]
}

/** Whether the certificate was in use once and is not any more. */
export const isRetired = async (db: Db, thumbprint: string): Promise<boolean> =>
  (await db('certificates')
    .join('organisation_certificates as own', 'own.certificate_id', 'certificates.id')
    .where({ thumbprint })
    .whereNotNull('own.retired_at')
    .first('own.retired_at')) !== undefined
