import { type FormTemplate, periodName } from '../../flk'
import { formatDateTime } from '../../http/dates'
import { paths } from '../../http/paths'
import type { ReportRecord } from './report'
import { STATUSES } from './report.status'

/** «II квартал 2026 года»; of a yearly form «2026 год». */
export const periodWords = (
  template: FormTemplate,
  { year, period }: Pick<ReportRecord, 'year' | 'period'>,
): string => {
  const name = periodName(template, String(year), period)
  return name === 'год' ? `${year} год` : `${name} ${year} года`
}

/** What every page about a report says of it. */
export const headingOf = (template: FormTemplate, report: ReportRecord) => ({
  id: report.id,
  href: paths.cabinet.report(report.id),
  formName: template.name,
  okud: template.okud,
  period: periodWords(template, report),
  correction: report.correction,
  status: STATUSES[report.status],
  number: report.number,
  submittedAt: formatDateTime(report.submittedAt),
})
