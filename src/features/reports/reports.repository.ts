import { randomUUID } from 'node:crypto'
import type { Db, Instant } from '../../db/db'
import type { LostValue, Report } from '../../flk'
import type { ReportRecord } from './report'
import type { ReportStatus } from './report.status'

const COLUMNS = {
  id: 'reports.id',
  organisationId: 'reports.organisation_id',
  officeId: 'reports.office_id',
  templateId: 'reports.template_id',
  formCode: 'reports.form_code',
  year: 'reports.year',
  period: 'reports.period',
  correction: 'reports.correction',
  correctionReason: 'reports.correction_reason',
  status: 'reports.status',
  content: 'reports.content',
  explanations: 'reports.explanations',
  leftOver: 'reports.left_over',
  version: 'reports.version',
  uuid: 'reports.uuid',
  number: 'reports.number',
  xml: 'reports.xml',
  fileName: 'reports.file_name',
  submittedAt: 'reports.submitted_at',
  decidedAt: 'reports.decided_at',
  answer: 'reports.answer',
  createdAt: 'reports.created_at',
  updatedAt: 'reports.updated_at',
} as const

const select = (db: Db) => db('reports').select(COLUMNS)

const toRecord = (row: Record<string, unknown>): ReportRecord =>
  ({
    ...row,
    content: JSON.parse(row.content as string),
    explanations: JSON.parse(row.explanations as string),
    leftOver: row.leftOver === null ? [] : JSON.parse(row.leftOver as string),
  }) as ReportRecord

const one = async (query: Promise<Record<string, unknown> | undefined>): Promise<ReportRecord | undefined> => {
  const row = await query
  return row === undefined ? undefined : toRecord(row)
}

/** A report of this organisation; somebody else's is not found. */
export const findOwnReport = (db: Db, organisationId: number, id: number): Promise<ReportRecord | undefined> =>
  one(select(db).where({ id, organisation_id: organisationId }).first())

/** A report that was sent to this office; drafts and other offices' are not found. */
export const findOfficeReport = (db: Db, officeId: number, id: number): Promise<ReportRecord | undefined> =>
  one(select(db).where({ id, office_id: officeId }).whereNot({ status: 'draft' }).first())

/** Holds a report until the end of the transaction. */
export const lockReport = (trx: Db, id: number): Promise<ReportRecord | undefined> =>
  one(select(trx).where({ id }).forUpdate().first())

/** What makes a report one: a form, a period. */
export type Period = { organisationId: number; formCode: string; year: number; period: string }

const of = ({ organisationId, formCode, year, period }: Period) => ({
  organisation_id: organisationId,
  form_code: formCode,
  year,
  period,
})

/** The latest of a period: the correction where there is one. */
export const findLatest = (db: Db, period: Period): Promise<ReportRecord | undefined> =>
  one(select(db).where(of(period)).orderBy('correction', 'desc').first())

/** The latest accepted report of a period: what controls with {{…}} read. */
export const findAccepted = (db: Db, period: Period): Promise<ReportRecord | undefined> =>
  one(
    select(db)
      .where({ ...of(period), status: 'accepted' })
      .orderBy('correction', 'desc')
      .first(),
  )

/** The report of this form that was handed in last, whatever its period: what «Заполнить по прошлому отчёту» copies. */
export const findLastSent = (db: Db, organisationId: number, formCode: string): Promise<ReportRecord | undefined> =>
  one(
    select(db)
      .where({ organisation_id: organisationId, form_code: formCode })
      .whereNot({ status: 'draft' })
      .orderBy('id', 'desc')
      .first(),
  )

/** State and number of the latest report for each form and period of an organisation that the list asks for. */
export const listStates = (db: Db, organisationId: number, formCodes: readonly string[]) =>
  db('reports')
    .where({ organisation_id: organisationId })
    .whereIn('form_code', formCodes)
    .orderBy(['id'])
    .select<{ id: number; formCode: string; year: number; period: string; correction: number; status: ReportStatus }[]>(
      {
        id: 'id',
        formCode: 'form_code',
        year: 'year',
        period: 'period',
        correction: 'correction',
        status: 'status',
      },
    )

export type NewReport = Period & {
  officeId: number
  templateId: number
  correction: number
  correctionReason: string | null
  content: Report
  explanations?: Readonly<Record<string, string>>
}

/** Starts a draft. Undefined when there is one for this period and correction already: two tabs make one report. */
export const insertReport = async (trx: Db, report: NewReport, at: Instant): Promise<number | undefined> => {
  const [row] = await trx('reports')
    .insert({
      ...of(report),
      office_id: report.officeId,
      template_id: report.templateId,
      correction: report.correction,
      correction_reason: report.correctionReason,
      content: JSON.stringify(report.content),
      explanations: JSON.stringify(report.explanations ?? {}),
      uuid: randomUUID(),
      created_at: at,
      updated_at: at,
    })
    .onConflict(['organisation_id', 'form_code', 'year', 'period', 'correction'])
    .ignore()
    .returning('id')
  return row?.id
}

type Draft = {
  content?: Report
  explanations?: Readonly<Record<string, string>>
  templateId?: number
  leftOver?: readonly LostValue[]
}

/** Writes a draft; call it under the lock of its row. */
export const saveDraft = async (trx: Db, { id, version }: ReportRecord, draft: Draft, at: Instant): Promise<void> => {
  await trx('reports')
    .where({ id })
    .update({
      ...(draft.content === undefined ? {} : { content: JSON.stringify(draft.content) }),
      ...(draft.explanations === undefined ? {} : { explanations: JSON.stringify(draft.explanations) }),
      ...(draft.templateId === undefined ? {} : { template_id: draft.templateId }),
      ...(draft.leftOver === undefined
        ? {}
        : { left_over: draft.leftOver.length === 0 ? null : JSON.stringify(draft.leftOver) }),
      version: version + 1,
      updated_at: at,
    })
}

/** From now on the report is what was handed in. */
export const markReportSent = async (
  trx: Db,
  report: ReportRecord,
  sent: { number: string; xml: string; fileName: string; officeId: number; at: Instant },
): Promise<void> => {
  await trx('reports')
    .where({ id: report.id })
    .update({
      status: 'sent',
      number: sent.number,
      xml: sent.xml,
      file_name: sent.fileName,
      office_id: sent.officeId,
      submitted_at: sent.at,
      updated_at: sent.at,
      version: report.version + 1,
    })
}

/** Removes a draft for good; nothing that was sent. */
export const deleteDraft = async (trx: Db, organisationId: number, id: number): Promise<boolean> =>
  (await trx('reports').where({ id, organisation_id: organisationId, status: 'draft' }).delete()) === 1
