import { hash } from 'node:crypto'
import type { Day, Instant } from '../../db/db'
import type { RawValues } from '../../validation/form'
import type { Status } from './application.status'

/** An authorised person as typed. `key` names the person's page and never changes. */
export type ContactDraft = { key: string; values: RawValues }

/** The working copy: everything as typed, right or wrong. Passwords are not in it. */
export type ApplicationForm = {
  general: RawValues
  contacts: ContactDraft[]
  /** The tabs that were saved at least once: only those show what is wrong with them. */
  saved: Tab[]
  /** Of a change: «Общая информация» of the record that it was typed over. */
  before?: RawValues
}

/** What an application is for: to register an organisation, or to change the data of a registered one. */
export type ApplicationKind = 'registration' | 'change'

export type Tab = 'general' | 'certificates' | 'contacts' | 'check'

/** What the register of organisations knew of the ОКПО when the application was begun. */
export type RegisterState = 'found' | 'archived' | 'absent'

export type Application = {
  id: number
  kind: ApplicationKind
  status: Status
  version: number
  form: ApplicationForm
  okpo: string
  passwordHash: string | null
  organisationId: number | null
  registerState: RegisterState
  channel: 'web' | 'letter'
  /** The member of staff who entered it; an application by letter has no password. */
  enteredBy: number | null
  number: string | null
  officeId: number | null
  enterpriseType: string | null
  inn: string | null
  shortName: string | null
  email: string | null
  signed: boolean
  /** How many times it was sent. */
  submissions: number
  submittedAt: Instant | null
  dueOn: Day | null
  dueAt: Instant | null
  assignedTo: number | null
  decidedAt: Instant | null
  decidedBy: number | null
  reasonCode: string | null
  decisionText: string | null
  createdAt: Instant
  updatedAt: Instant
  expiresAt: Instant | null
}

/** An application that was sent has all of these; the database insists on it. */
export type SentApplication = Application & {
  number: string
  officeId: number
  enterpriseType: string
  inn: string
  shortName: string
  email: string
  submittedAt: Instant
  dueOn: Day
  dueAt: Instant
}

export const isSent = (application: Application): application is SentApplication => application.status !== 'draft'

/** Names one state of a part of the working copy: a tab that was opened on an older one notices it when saving. */
export const fingerprint = (part: unknown): string => hash('sha256', JSON.stringify(part), 'base64url').slice(0, 12)
