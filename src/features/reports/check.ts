import { createHash } from 'node:crypto'
import type { Deps } from '../../deps'
import {
  type CompiledForm,
  checkReport,
  type Finding,
  type Protocol,
  previousPeriod,
  type Report,
  type ReportSection,
  withExplanations,
  writeReport,
} from '../../flk'
import type { ReportRecord } from './report'
import { findAccepted } from './reports.repository'

/** The section of a report with this code. */
export const sectionOf = (report: Report, code: string): ReportSection | undefined =>
  report.sections.find(section => section.code === code)

/** The report with one section replaced, in the order of the template. */
export const withSection = (report: Report, section: ReportSection): Report => ({
  ...report,
  sections: report.sections.map(one => (one.code === section.code ? section : one)),
})

/** Says whether a section is what a page was drawn from: another tab may have saved it meanwhile. */
export const fingerprintOf = (part: unknown): string =>
  createHash('sha256')
    .update(JSON.stringify(part ?? null))
    .digest('base64url')
    .slice(0, 22)

/** What the control finds wrong with the values of one section, while it is still being filled in: nothing of gaps. */
export const sectionFindings = (form: CompiledForm, report: Report, code: string): Finding[] => {
  const title = form.template.title.map(({ field }) => ({ name: field, value: '00000000' }))
  // Of the other sections nothing is asked: they would be checked again each time that one is shown.
  const sections = report.sections.filter(section => section.code === code)
  const { findings } = checkReport({ ...form, controls: [] }, { ...report, title, sections })
  return findings.filter(
    finding => finding.block === 3 && finding.section === code && finding.code !== '3.3' && finding.code !== '3.4',
  )
}

/** The report that {{…}} and the values beside the cells are read from: the accepted one of the period before. */
export const previousOf = async (
  db: Deps['db'],
  form: CompiledForm,
  record: Pick<ReportRecord, 'organisationId' | 'formCode' | 'year' | 'period'>,
): Promise<Report | undefined> => {
  const at = { year: String(record.year), period: record.period }
  const before = previousPeriod(form.template, at, form.options.previousPeriod)
  if (before === undefined) return undefined
  const { organisationId, formCode } = record
  const found = await findAccepted(db, { organisationId, formCode, year: Number(before.year), period: before.period })
  return found?.content
}

/** The whole control (ФЛК) of a report. */
export const controlReport = async (db: Deps['db'], form: CompiledForm, record: ReportRecord): Promise<Protocol> => {
  const previous = await previousOf(db, form, record)
  return checkReport(form, record.content, previous === undefined ? {} : { previous })
}

/** The document that is signed, explanations of warnings included: always the same bytes for the same report. */
export const documentOf = ({ content, explanations }: Pick<ReportRecord, 'content' | 'explanations'>): Buffer =>
  Buffer.from(writeReport(withExplanations(content, explanations)), 'utf8')
