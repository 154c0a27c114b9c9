import type { CertificateDetails } from '../../../crypto/certificate'
import type { CertificateCheck } from '../../../crypto/certificate-check'
import type { Finding } from '../../../validation/finding'
import type { Parsed } from '../../../validation/form'
import type { Organisation } from '../../organisations/organisations.repository'
import type { Reference } from '../../reference/reference'
import type { RegisterState } from '../application'
import type { Contact } from '../contact.form'
import type { General } from '../general.form'

export type LoadedCertificate = {
  id: number
  details: CertificateDetails
  /** What the trust store says of it now. */
  check?: CertificateCheck
}

/** Everything that the control of an application looks at. Rules are pure functions of it. */
export type Facts = {
  okpo: string
  general: Parsed<General>
  contacts: { key: string; parsed: Parsed<Contact> }[]
  certificates: LoadedCertificate[]
  passwordSet: boolean
  registerState: RegisterState
  /** The register's record of this ОКПО. */
  organisation: Organisation | undefined
  reference: Reference
  now: Date
}

/** «Общая информация» is judged by itself: its page, the most visited one, reads no certificates and no contacts. */
export type GeneralFacts = Omit<Facts, 'contacts' | 'certificates'>

export type GeneralRule = (facts: GeneralFacts) => Finding[]

/** One rule of formal-logical control (ФЛК): the findings it has, none when it holds or cannot be applied yet. */
export type Rule = (facts: Facts) => Finding[]

export const error = (field: string, said: { rule: string; message: string }): Finding => ({
  field,
  severity: 'error',
  ...said,
})

export const warning = (field: string, said: { rule: string; message: string }): Finding => ({
  field,
  severity: 'warning',
  ...said,
})

/** Names of fields outside «Общая информация»: where on the tabs they stand. */
export const certificateField = (id: number): string => `certificate-${id}`
export const contactField = (key: string, field: string): string => `contact-${key}-${field}`
