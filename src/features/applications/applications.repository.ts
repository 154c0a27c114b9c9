import type { Knex } from 'knex'
import type { Db, Instant } from '../../db/db'
import { statement } from '../../db/statement'
import type { Application, ApplicationForm, ApplicationKind, RegisterState } from './application'
import { OPEN } from './application.status'

type Row = Record<string, unknown> & { form: string; signed: unknown }

/** The column of each property; what is missing here does not compile. */
const COLUMNS = {
  id: 'id',
  kind: 'kind',
  status: 'status',
  version: 'version',
  form: 'form',
  okpo: 'okpo',
  passwordHash: 'password_hash',
  organisationId: 'organisation_id',
  registerState: 'register_state',
  channel: 'channel',
  enteredBy: 'entered_by',
  number: 'number',
  officeId: 'office_id',
  enterpriseType: 'enterprise_type',
  inn: 'inn',
  shortName: 'short_name',
  email: 'email',
  signed: 'signed',
  submissions: 'submissions',
  submittedAt: 'submitted_at',
  dueOn: 'due_on',
  dueAt: 'due_at',
  assignedTo: 'assigned_to',
  decidedAt: 'decided_at',
  decidedBy: 'decided_by',
  reasonCode: 'reason_code',
  decisionText: 'decision_text',
  createdAt: 'created_at',
  updatedAt: 'updated_at',
  expiresAt: 'expires_at',
} as const satisfies Record<keyof Application, string>

const PAIRS = Object.entries(COLUMNS)

const toApplication = (row: Row): Application => {
  const application: Record<string, unknown> = {}
  for (const [property, column] of PAIRS) application[property] = row[column]
  application.form = JSON.parse(row.form) as ApplicationForm
  application.signed = Boolean(row.signed)
  return application as Application
}

export type NewDraft = {
  /** A registration unless told otherwise. */
  kind?: ApplicationKind
  okpo: string
  form: ApplicationForm
  organisationId: number | null
  registerState: RegisterState
  createdAt: Instant
  expiresAt: Instant
  /** The member of staff who enters it for an organisation that wrote by letter. */
  enteredBy?: number
}

export const insertDraft = async (db: Db, draft: NewDraft): Promise<number> => {
  const [row] = await db('applications')
    .insert({
      status: 'draft',
      kind: draft.kind ?? 'registration',
      okpo: draft.okpo,
      form: JSON.stringify(draft.form),
      organisation_id: draft.organisationId,
      register_state: draft.registerState,
      channel: draft.enteredBy === undefined ? 'web' : 'letter',
      entered_by: draft.enteredBy ?? null,
      created_at: draft.createdAt,
      updated_at: draft.createdAt,
      expires_at: draft.expiresAt,
    })
    .returning('id')
  return row.id
}

const byId = statement<Row>(`select ${Object.values(COLUMNS).join(', ')} from applications where id = ?`)

export const findApplication = async (db: Db, id: number): Promise<Application | undefined> => {
  const row = await byId.first(db, [id])
  return row === undefined ? undefined : toApplication(row)
}

/** The same, locked until the end of the transaction (PostgreSQL; SQLite has one writer anyway). */
export const lockApplication = async (trx: Db, id: number): Promise<Application | undefined> => {
  const row = await trx('applications').where({ id }).forUpdate().first()
  return row === undefined ? undefined : toApplication(row)
}

/** The open application of an ОКПО: sent and not decided. There is at most one. */
export const findOpenByOkpo = async (db: Db, okpo: string): Promise<Application | undefined> => {
  const row = await db('applications').where({ okpo }).whereIn('status', OPEN).first()
  return row === undefined ? undefined : toApplication(row)
}

/** The change that an organisation is making: a draft, or an application that is not decided. There is at most one. */
export const findChange = async (
  db: Db,
  organisationId: number,
  { lock = false }: { lock?: boolean } = {},
): Promise<Application | undefined> => {
  const query = db('applications')
    .where({ organisation_id: organisationId, kind: 'change' })
    .whereIn('status', ['draft', ...OPEN])
  const row = await (lock ? query.forUpdate() : query).first()
  return row === undefined ? undefined : toApplication(row)
}

/** Gives a draft its number before it is sent. */
export const numberDraft = async (trx: Db, id: number, number: string): Promise<void> => {
  await trx('applications').where({ id }).update({ number })
}

/** A draft that is not wanted any more, or has been made without an office. */
export const deleteDraft = async (trx: Db, id: number): Promise<void> => {
  await trx('applications').where({ id, status: 'draft' }).delete()
}

export const findByNumber = async (db: Db, number: string): Promise<Application | undefined> => {
  const row = await db('applications').where({ number }).first()
  return row === undefined ? undefined : toApplication(row)
}

/** Other applications of the same ИНН, newest first. */
export const listByInn = async (db: Db, inn: string, except: number): Promise<Application[]> => {
  const rows = await db('applications').where({ inn }).whereNot({ id: except }).orderBy('id', 'desc').limit(20)
  return rows.map(toApplication)
}

/** Stores the working copy. The caller holds the lock. */
export const updateForm = async (
  trx: Db,
  application: Application,
  form: ApplicationForm,
  at: Instant,
  passwordHash?: string,
): Promise<void> => {
  await trx('applications')
    .where({ id: application.id })
    .update({
      form: JSON.stringify(form),
      version: application.version + 1,
      updated_at: at,
      ...(passwordHash === undefined ? {} : { password_hash: passwordHash }),
    })
}

const replace = statement(
  `update applications set form = ?, version = version + 1, updated_at = ?, password_hash = coalesce(?, password_hash)
   where id = ? and version = ? and status = ?`,
)

/**
 * Stores the working copy if nobody stored anything since `application` was read; otherwise nothing. Tells whether it
 * did. One statement that locks, compares and writes: a transaction around a second reading costs three times as much.
 */
export const replaceForm = async (
  db: Db,
  { id, version, status }: Application,
  form: ApplicationForm,
  at: Instant,
  passwordHash?: string,
): Promise<boolean> => {
  const values = [JSON.stringify(form), at, passwordHash ?? null, id, version, status]
  return (await replace.run(db, values)) === 1
}

/** Removes drafts that ran out, a bounded number at a time, and their signatures. Returns how many went. */
export const deleteExpiredDrafts = async (db: Knex, now: Instant, limit = 500): Promise<number> =>
  db.transaction(async trx => {
    const expired = trx('applications').where('status', 'draft').where('expires_at', '<', now).orderBy('id')
    const ids: number[] = await expired.limit(limit).forUpdate().pluck('id')
    await trx('signatures').where('subject_kind', 'application').whereIn('subject_id', ids).delete()
    const gone: number = await trx('applications').whereIn('id', ids).delete()
    return gone
  })
