import { contactName } from '../applications/contact.form'
import { certificateField } from '../applications/control/facts'
import { typedLines } from '../applications/typed-lines'
import type { Reference } from '../reference/reference'
import type { HandedIn } from './handed-in'

/** Something that a remark can be about. `name` is what the remark is stored under. */
export type RemarkTarget = { name: string; label: string; value: string }

/** A remark on the application as a whole. */
export const WHOLE = 'application'

/** Everything that was handed in and can be corrected, in the order of the tabs. */
export const remarkTargets = (
  { submission, contacts, certificates }: HandedIn,
  reference: Reference,
): RemarkTarget[] => [
  ...typedLines(submission.form.general, reference).map(({ field, label, value }) => ({ name: field, label, value })),
  ...certificates.map(({ id, details }) => ({
    name: certificateField(id),
    label: 'Сертификат',
    value: `${details.owner}, ${details.serialNumber.toUpperCase()}`,
  })),
  ...contacts.map(({ key, values }) => ({
    name: `contact-${key}`,
    label: 'Контакт',
    value: [contactName(values), values.position, values.phone, values.email].filter(Boolean).join(', '),
  })),
]
