import type { Knex } from 'knex'
import type { Day, Db, Instant } from '../../db/db'
import type { List } from '../../db/keyset'
import { isDueFrom } from '../forms/forms.repository'
import { type Answer, type ReportStatus } from '../reports/report.status'

/** What an office looks at: a form and a period of it, and a state. */
export type Asked = {
  formCode: string | undefined
  year: number | undefined
  period: string | undefined
  /** The last day of the period. */
  end: Day | undefined
  status: ReportStatus | 'missing' | undefined
}

export type OfficeLine = {
  id: number
  reportId: number | null
  templateId: number | null
  okpo: string
  shortName: string
  okud: string | null
  formName: string | null
  year: number | null
  period: string | null
  correction: number | null
  status: ReportStatus | null
  number: string | null
  submittedAt: Instant | null
}

/** The reports that were sent to an office, the latest first. */
export const reportsFor = (db: Db, officeId: number, { formCode, year, period, status }: Asked): List => {
  const query = db('reports')
    .join('organisations', 'organisations.id', 'reports.organisation_id')
    .join('form_templates', 'form_templates.id', 'reports.template_id')
    .where({ 'reports.office_id': officeId })
    .select({
      id: 'reports.id',
      reportId: 'reports.id',
      templateId: 'reports.template_id',
      okpo: 'organisations.okpo',
      shortName: 'organisations.short_name',
      okud: 'form_templates.okud',
      formName: 'form_templates.name',
      year: 'reports.year',
      period: 'reports.period',
      correction: 'reports.correction',
      status: 'reports.status',
      number: 'reports.number',
      submittedAt: 'reports.submitted_at',
    })
  if (status !== undefined && status !== 'missing') void query.where({ 'reports.status': status })
  else void query.whereNot({ 'reports.status': 'draft' })
  if (formCode !== undefined) void query.where({ 'reports.form_code': formCode })
  if (year !== undefined) void query.where({ 'reports.year': year })
  if (period !== undefined) void query.where({ 'reports.period': period })
  return {
    order: { keys: [{ property: 'id', kind: 'integer' }], direction: 'desc' },
    sources: [{ query, columns: ['reports.id'] }],
  }
}

/** «Не предоставлен»: organisations of an office that a form is due from and that have sent nothing for the period. */
export const missingFor = (
  db: Db,
  officeId: number,
  { formCode, year, period, end }: { formCode: string; year: number; period: string; end: Day },
): List => ({
  order: { keys: [{ property: 'okpo', kind: 'digits' }], direction: 'asc' },
  sources: [
    {
      query: db('organisations')
        .where({ office_id: officeId })
        .whereExists(isDueFrom(db, { formCode, end }))
        .whereNull('archived_at')
        .whereNotExists(sentOf(db, { formCode, year, period }))
        .select({ id: 'organisations.id', okpo: 'organisations.okpo', shortName: 'organisations.short_name' }),
      columns: ['organisations.okpo'],
    },
  ],
})

const sentOf = (
  db: Db,
  { formCode, year, period }: { formCode: string; year: number; period: string },
): Knex.QueryBuilder =>
  db('reports')
    .whereRaw('reports.organisation_id = organisations.id')
    .where({ 'reports.form_code': formCode, 'reports.year': year, 'reports.period': period })
    .whereNot({ 'reports.status': 'draft' })
    .select('reports.id')

/** Writes the answer of an office; call it under the lock of the report. */
export const writeAnswer = async (
  trx: Db,
  { id, version }: { id: number; version: number },
  answer: { status: Answer | 'delivered'; text: string | null; staffId: number; at: Instant },
): Promise<void> => {
  const decided =
    answer.status === 'delivered' ? {} : { decided_at: answer.at, decided_by: answer.staffId, answer: answer.text }
  await trx('reports')
    .where({ id })
    .update({ status: answer.status, version: version + 1, updated_at: answer.at, ...decided })
}

export type Exported = { id: number; fileName: string; xml: string; okpo: string; number: string }

type Conditions = Pick<Asked, 'formCode' | 'year' | 'period'>

/** Accepted reports of an office with their XML, in no order yet. The condition is literal: an index is made for it. */
const accepted = (db: Db, officeId: number, { formCode, year, period }: Conditions): Knex.QueryBuilder => {
  const query = db('reports')
    .join('organisations', 'organisations.id', 'reports.organisation_id')
    .where({ 'reports.office_id': officeId })
    .whereRaw("reports.status = 'accepted'")
    .select({
      id: 'reports.id',
      fileName: 'reports.file_name',
      xml: 'reports.xml',
      okpo: 'organisations.okpo',
      number: 'reports.number',
    })
  if (formCode !== undefined) void query.where({ 'reports.form_code': formCode })
  if (year !== undefined) void query.where({ 'reports.year': year })
  if (period !== undefined) void query.where({ 'reports.period': period })
  return query
}

/** A batch of them after a report, in the order of their numbers. */
export const acceptedAfter = (
  db: Db,
  officeId: number,
  conditions: Conditions,
  after: number,
  limit: number,
): Promise<Exported[]> =>
  accepted(db, officeId, conditions).where('reports.id', '>', after).orderBy('reports.id').limit(limit)

export type Accepted = Exported & { decidedAt: Instant }

/** What an office accepted after a report and up to a moment, in the order of the answers. */
export const acceptedSince = (
  db: Db,
  officeId: number,
  conditions: Conditions,
  { marker, until, limit }: { marker: { at: Instant; id: number }; until: Instant; limit: number },
): Promise<Accepted[]> =>
  accepted(db, officeId, conditions)
    .select({ decidedAt: 'reports.decided_at' })
    .whereRaw('(reports.decided_at, reports.id) > (?, ?)', [marker.at, marker.id])
    .where('reports.decided_at', '<=', until)
    .orderBy(['reports.decided_at', 'reports.id'])
    .limit(limit)
