import type { Knex } from 'knex'
import type { Db, Instant } from '../../db/db'

/** How many days before the end of a certificate letters are written, the last one last. */
export const EXPIRY_STEPS = [30, 7] as const
export type ExpiryStep = (typeof EXPIRY_STEPS)[number]

export type ExpiringCertificate = {
  organisationId: number
  certificateId: number
  der: Uint8Array
  validTo: Instant
  okpo: string
  shortName: string
  email: string | null
}

type Ask = {
  step: ExpiryStep
  now: Instant
  /** The end of the step's time from now. */
  until: Instant
  limit: number
}

/** Certificates in use by registered organisations that end within a step and of which that was not told yet. */
export const listExpiring = (db: Db, { step, now, until, limit }: Ask): Promise<ExpiringCertificate[]> =>
  db('certificates')
    .join('organisation_certificates as own', 'own.certificate_id', 'certificates.id')
    .join('organisations', 'organisations.id', 'own.organisation_id')
    .join('accounts', 'accounts.organisation_id', 'organisations.id')
    .where('certificates.valid_to', '>', now)
    .where('certificates.valid_to', '<=', until)
    .whereNull('own.retired_at')
    .whereNull('organisations.archived_at')
    .whereNull('organisations.blocked_at')
    .where(notTold(step))
    .orderBy(['certificates.valid_to', 'certificates.id', 'own.organisation_id'])
    .limit(limit)
    .select<ExpiringCertificate[]>({
      organisationId: 'own.organisation_id',
      certificateId: 'certificates.id',
      der: 'certificates.der',
      validTo: 'certificates.valid_to',
      okpo: 'organisations.okpo',
      shortName: 'organisations.short_name',
      email: 'organisations.email',
    })

/** Takes the telling of a step upon this transaction. False when another process has taken it, or it went out of use. */
export const claimTelling = async (
  trx: Db,
  { organisationId, certificateId }: ExpiringCertificate,
  step: ExpiryStep,
): Promise<boolean> =>
  (await trx('organisation_certificates')
    .where({ organisation_id: organisationId, certificate_id: certificateId, retired_at: null })
    .where(notTold(step))
    .update({ expiry_told: step })) === 1

const notTold =
  (step: ExpiryStep) =>
  (query: Knex.QueryBuilder): void =>
    void query.whereNull('expiry_told').orWhere('expiry_told', '>', step)

/** E-mail addresses of the authorised persons whose certificate it is, as long as they act for the organisation. */
export const addressesOfHolders = async (
  db: Db,
  { organisationId, certificateId }: ExpiringCertificate,
): Promise<string[]> => {
  const rows: { email: string }[] = await db('contacts')
    .join('persons', 'persons.id', 'contacts.person_id')
    .where({ organisation_id: organisationId, certificate_id: certificateId, state: 'active' })
    .orderBy('contacts.id')
    .select('persons.email')
  return rows.map(({ email }) => email)
}
