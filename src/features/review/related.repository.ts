import type { Knex } from 'knex'
import type { Db, Instant } from '../../db/db'
import type { Status } from '../applications/application.status'
import { sharedCertificates } from '../certificates/certificates.repository'
import { shown } from '../organisations/withheld'

export type RelatedApplication = {
  id: number
  number: string
  okpo: string
  inn: string
  shortName: string
  status: Status
  submittedAt: Instant
  officeId: number
}

export type RelatedOrganisation = {
  id: number
  okpo: string
  inn: string | null
  shortName: string
  archivedAt: Instant | null
  officeId: number
  accountId: number | null
}

/** What something has in common with the application. */
export type Match = { sameInn: boolean; sameCertificate: boolean; sameEmail: boolean }

export type Related = { applications: (RelatedApplication & Match)[]; organisations: (RelatedOrganisation & Match)[] }

/** At most so many of each kind are shown; a bank's thousand branches share one ИНН. */
export const MAX_RELATED = 20

/** Other applications that were sent and other organisations with the same ИНН, certificate or e-mail. */
export const findRelated = async (
  db: Db,
  { id, inn, okpo, email }: { id: number; inn: string; okpo: string; email: string },
): Promise<Related> => {
  const { applicationIds, organisationIds } = await sharedCertificates(db, id)
  const byInn: RelatedApplication[] = await applications(db)
    .where({ inn })
    .whereNot({ id })
    .orderBy('id', 'desc')
    .limit(MAX_RELATED)
  const ofInn: RelatedOrganisation[] = await organisations(db)
    .where({ inn })
    .whereNot({ okpo })
    .orderBy('okpo')
    .limit(MAX_RELATED)
  const byCertificate = await chosen<RelatedApplication>(applications(db), 'id', applicationIds)
  const ofCertificate = await chosen<RelatedOrganisation>(
    organisations(db).whereNot({ okpo }),
    'organisations.id',
    organisationIds,
  )
  const byEmail: RelatedApplication[] = await applications(db)
    .where({ email })
    .whereNot({ id })
    .orderBy('id', 'desc')
    .limit(MAX_RELATED)
  const ofEmail: RelatedOrganisation[] = await organisations(db)
    .where({ email })
    .whereNot({ okpo })
    .orderBy('organisations.id')
    .limit(MAX_RELATED)
  return {
    applications: joined(inn, { byInn, byCertificate, byEmail }),
    organisations: joined(inn, { byInn: ofInn, byCertificate: ofCertificate, byEmail: ofEmail }),
  }
}

const chosen = async <Row>(query: Knex.QueryBuilder, column: string, ids: number[]): Promise<Row[]> =>
  ids.length === 0 ? [] : query.whereIn(column, ids)

/** Drafts are private. */
const applications = (db: Db): Knex.QueryBuilder =>
  db('applications').whereNot('status', 'draft').select({
    id: 'id',
    number: 'number',
    okpo: 'okpo',
    inn: 'inn',
    shortName: 'short_name',
    status: 'status',
    submittedAt: 'submitted_at',
    officeId: 'office_id',
  })

const organisations = (db: Db): Knex.QueryBuilder =>
  shown(db('organisations')).leftJoin('accounts', 'accounts.organisation_id', 'organisations.id').select({
    id: 'organisations.id',
    okpo: 'okpo',
    inn: 'inn',
    shortName: 'short_name',
    archivedAt: 'archived_at',
    officeId: 'office_id',
    accountId: 'accounts.id',
  })

const joined = <Row extends { id: number; inn: string | null }>(
  inn: string,
  { byInn, byCertificate, byEmail }: Record<'byInn' | 'byCertificate' | 'byEmail', Row[]>,
): (Row & Match)[] => {
  const rows = new Map([...byInn, ...byCertificate, ...byEmail].map(row => [row.id, row]))
  const certificate = new Set(byCertificate.map(({ id }) => id))
  const email = new Set(byEmail.map(({ id }) => id))
  return [...rows.values()].map(row => ({
    ...row,
    sameInn: row.inn === inn,
    sameCertificate: certificate.has(row.id),
    sameEmail: email.has(row.id),
  }))
}
