import type { Deps } from '../../../deps'
import { dayIn } from '../../../http/dates'
import { paths } from '../../../http/paths'
import type { FormVersion } from '../../forms/form'
import { findInForce } from '../../forms/forms.repository'
import type { ReportRecord } from '../report'

/** The version in force of a draft's form, where the draft was begun with another one. */
export const newerVersion = async (
  { db, clock }: Pick<Deps, 'db' | 'clock'>,
  { status, formCode, templateId }: Pick<ReportRecord, 'status' | 'formCode' | 'templateId'>,
): Promise<FormVersion | undefined> => {
  if (status !== 'draft') return undefined
  const version = await findInForce(db, formCode, dayIn(clock(), 'Europe/Moscow'))
  return version === undefined || version.id === templateId ? undefined : version
}

/** What the pages of a draft tell of a newer version of its form. */
export const newerView = async (deps: Pick<Deps, 'db' | 'clock'>, report: ReportRecord) => {
  const version = await newerVersion(deps, report)
  return version === undefined
    ? undefined
    : { version: version.version, href: paths.cabinet.reportCarryOver(report.id) }
}
