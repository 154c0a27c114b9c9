import type { Request } from 'express'
import type { Db } from '../../db/db'
import type { Deps } from '../../deps'
import { conflict, notFound, seeOther } from '../../http/errors'
import { type Respondent, type Right, respondentOf } from '../../http/identity'
import { paths } from '../../http/paths'
import { recordNumber } from '../../http/record-number'
import type { ReadyForm } from '../forms/form-cache'
import type { ReportRecord } from './report'
import { findOwnReport, lockReport } from './reports.repository'

export type OwnReport = { respondent: Respondent; report: ReportRecord; ready: ReadyForm }

/** The report of the address, of the organisation that is signed in, with its form. Throws 404 for anybody else's. */
export const ownReportOf = async (deps: Pick<Deps, 'db' | 'forms'>, req: Request, right: Right): Promise<OwnReport> => {
  const respondent = respondentOf(req, right)
  const report = await findOwnReport(deps.db, respondent.organisationId, recordNumber(req.params.id))
  if (report === undefined) throw notFound()
  return { respondent, report, ready: await deps.forms.get(report.templateId) }
}

/** The same, while it may still be changed; what was sent is shown instead. */
export const ownDraftOf = async (deps: Pick<Deps, 'db' | 'forms'>, req: Request, right: Right): Promise<OwnReport> => {
  const own = await ownReportOf(deps, req, right)
  if (own.report.status !== 'draft') throw seeOther(paths.cabinet.report(own.report.id))
  return own
}

/** The draft under lock, inside the transaction that changes it. Throws 409 when another tab has sent it meanwhile. */
export const lockDraftReport = async (trx: Db, id: number): Promise<ReportRecord> => {
  const report = await lockReport(trx, id)
  if (report === undefined) throw notFound()
  if (report.status !== 'draft') throw conflict(SENT)
  return report
}

const SENT =
  'Этот отчёт уже отправлен в другой вкладке, поэтому изменить его нельзя. Если в нём ошибка, создайте корректировку.'
