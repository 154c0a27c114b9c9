import type { Day, Instant } from '../../db/db'
import type { Periodicity, TemplateDefect } from '../../flk'

/** A version of a form's template as it is listed; the XML itself is loaded apart. */
export type FormVersion = {
  id: number
  /** ОКУД without leading zeros, number of the form, periodicity: what makes a form one form. */
  code: string
  okud: string
  version: string
  name: string
  shifr: string
  periodicity: Periodicity
  /** Days after the end of the period by which it is due. */
  dueDays: number
  sha256: string
  validFrom: Day
  validUntil: Day | null
  archivedAt: Instant | null
  demo: boolean
}

export type { TemplateDefect }
