import type { Instant } from '../../db/db'
import type { LostValue, Report } from '../../flk'
import type { ReportStatus } from './report.status'

/** A report of an organisation for a period: being filled in, handed in, answered. */
export type ReportRecord = {
  id: number
  organisationId: number
  officeId: number
  templateId: number
  formCode: string
  year: number
  period: string
  /** 0 for the report itself, 1 for its first correction. */
  correction: number
  correctionReason: string | null
  status: ReportStatus
  /** As it is being filled in, wrong values included. */
  content: Report
  /** What the respondent says about warnings of the control, by the code of the control. */
  explanations: Readonly<Record<string, string>>
  /** What the version of the form that it was carried over to has no place for, until that is put away. */
  leftOver: readonly LostValue[]
  version: number
  uuid: string
  number: string | null
  /** The very bytes that were handed in. */
  xml: string | null
  fileName: string | null
  submittedAt: Instant | null
  decidedAt: Instant | null
  answer: string | null
  createdAt: Instant
  updatedAt: Instant
}
