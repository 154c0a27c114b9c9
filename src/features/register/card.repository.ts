import type { Db, Instant } from '../../db/db'
import type { Status } from '../applications/application.status'
import type { ReportStatus } from '../reports/report.status'
import { REGISTER_COLUMNS } from './extract/columns'

/** Why it is not in use, and who said so. */
export type Reasons = {
  archivedBy: 'import' | 'staff' | null
  archiveReason: string | null
  blockReason: string | null
}

export const findReasons = (db: Db, id: number): Promise<Reasons> =>
  db('organisations')
    .where({ id })
    .first({ archivedBy: 'archived_by', archiveReason: 'archive_reason', blockReason: 'block_reason' })

/** What the register says of an organisation that describes itself, by column. */
export const findRegisterValues = (
  db: Db,
  organisationId: number,
): Promise<
  (Record<(typeof REGISTER_COLUMNS)[number], string | number | null> & { synchronised_at: Instant }) | undefined
> =>
  db('organisation_register_values')
    .where({ organisation_id: organisationId })
    .first([...REGISTER_COLUMNS, 'synchronised_at'])

export type AccountRow = {
  id: number
  createdAt: Instant
  lastSignInAt: Instant | null
  passwordChangedAt: Instant | null
}

export const findAccount = (db: Db, organisationId: number): Promise<AccountRow | undefined> =>
  db('accounts').where({ organisation_id: organisationId }).first({
    id: 'id',
    createdAt: 'created_at',
    lastSignInAt: 'last_sign_in_at',
    passwordChangedAt: 'password_changed_at',
  })

/** More than so many of a kind are not shown on a card. */
export const SHOWN = 20

export type ApplicationRow = { id: number; number: string; status: Status; submittedAt: Instant; officeId: number }

/** Applications that were sent for the ОКПО, the newest first; drafts are private. */
export const listApplications = (db: Db, okpo: string): Promise<ApplicationRow[]> =>
  db('applications')
    .where({ okpo })
    .whereNot({ status: 'draft' })
    .orderBy('id', 'desc')
    .limit(SHOWN)
    .select({ id: 'id', number: 'number', status: 'status', submittedAt: 'submitted_at', officeId: 'office_id' })

export type LetterRow = { id: number; subject: string; recipient: string; state: string; createdAt: Instant }

export const listLetters = (db: Db, organisationId: number): Promise<LetterRow[]> =>
  db('outbox_letters')
    .where({ organisation_id: organisationId })
    .orderBy('id', 'desc')
    .limit(SHOWN)
    .select({ id: 'id', subject: 'subject', recipient: 'recipient', state: 'state', createdAt: 'created_at' })

export type ReportRow = {
  id: number
  templateId: number
  name: string
  okud: string
  year: number
  period: string
  correction: number
  status: ReportStatus
  submittedAt: Instant
  officeId: number
}

/** Reports that were sent, the newest first; what is being filled in is the organisation's own affair. */
export const listReports = (db: Db, organisationId: number): Promise<ReportRow[]> =>
  db('reports')
    .join('form_templates', 'form_templates.id', 'reports.template_id')
    .where({ 'reports.organisation_id': organisationId })
    .whereNot({ 'reports.status': 'draft' })
    .orderBy('reports.id', 'desc')
    .limit(SHOWN)
    .select({
      id: 'reports.id',
      templateId: 'reports.template_id',
      name: 'form_templates.name',
      okud: 'form_templates.okud',
      year: 'reports.year',
      period: 'reports.period',
      correction: 'reports.correction',
      status: 'reports.status',
      submittedAt: 'reports.submitted_at',
      officeId: 'reports.office_id',
    })

export type Change = { at: Instant; event: string; actorKind: string; staffName: string | null; details: string }

/** What happened to the organisation and its account, the newest first. */
export const listChanges = async (db: Db, organisationId: number, accountId: number | undefined): Promise<Change[]> => {
  const of = (kind: string, id: number): Promise<(Change & { id: number })[]> =>
    db('audit_log')
      .leftJoin('staff', join => join.on('staff.id', 'audit_log.actor_id').andOnVal('audit_log.actor_kind', 'staff'))
      .where({ subject_kind: kind, subject_id: id })
      .orderBy('audit_log.id', 'desc')
      .limit(SHOWN)
      .select({
        id: 'audit_log.id',
        at: 'at',
        event: 'event',
        actorKind: 'actor_kind',
        staffName: 'staff.full_name',
        details: 'details',
      })
  const found = [
    ...(await of('organisation', organisationId)),
    ...(accountId === undefined ? [] : await of('account', accountId)),
  ]
  return found.sort((one, other) => other.id - one.id).slice(0, SHOWN)
}
