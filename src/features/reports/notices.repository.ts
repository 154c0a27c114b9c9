import type { Db, Instant } from '../../db/db'
import type { List } from '../../db/keyset'
import type { ReportStatus } from './report.status'

export type NoticeKind = Exclude<ReportStatus, 'draft'>

export type Notice = {
  id: number
  reportId: number
  kind: NoticeKind
  text: string
  createdAt: Instant
  number: string
  formName: string
  okud: string
}

/** Tells the organisation what became of its report, in the transaction of the change. */
export const addNotice = async (
  trx: Db,
  notice: { organisationId: number; reportId: number; kind: NoticeKind; text: string; at: Instant },
): Promise<void> => {
  await trx('report_notices').insert({
    organisation_id: notice.organisationId,
    report_id: notice.reportId,
    kind: notice.kind,
    text: notice.text,
    created_at: notice.at,
  })
}

/** Notices of an organisation, the latest first. */
export const noticesOf = (db: Db, organisationId: number, kind: NoticeKind | undefined): List => {
  const query = db('report_notices')
    .join('reports', 'reports.id', 'report_notices.report_id')
    .join('form_templates', 'form_templates.id', 'reports.template_id')
    .where({ 'report_notices.organisation_id': organisationId })
    .select({
      id: 'report_notices.id',
      reportId: 'report_notices.report_id',
      kind: 'report_notices.kind',
      text: 'report_notices.text',
      createdAt: 'report_notices.created_at',
      number: 'reports.number',
      formName: 'form_templates.name',
      okud: 'form_templates.okud',
    })
  if (kind !== undefined) void query.where({ 'report_notices.kind': kind })
  return {
    order: { keys: [{ property: 'id', kind: 'integer' }], direction: 'desc' },
    sources: [{ query, columns: ['report_notices.id'] }],
  }
}
