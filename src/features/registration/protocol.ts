import { paths } from '../../http/paths'
import type { Finding } from '../../validation/finding'
import { CONTACT_LABELS } from '../applications/contact.form'
import { GENERAL_LABELS } from '../applications/general.form'

export type ProtocolItem = { field: string; text: string; href: string }
export type Protocol = { errors: ProtocolItem[]; warnings: ProtocolItem[] }

/** The protocol of the control for a page: the field by its name, the sentence, and the way to the field. */
export const protocolItems = (findings: readonly Finding[]): Protocol => {
  const items = (severity: Finding['severity']) =>
    findings
      .filter(finding => finding.severity === severity)
      .map(finding => ({ ...placeOf(finding.field), text: finding.message }))
  return { errors: items('error'), warnings: items('warning') }
}

const GENERAL: Record<string, string> = { ...GENERAL_LABELS, okpo: 'ОКПО', password: 'Пароль' }

/** The name of the field of a finding or a remark, and its place on the tabs. */
export const placeOf = (field: string): { field: string; href: string } => {
  if (field === 'application') return { field: 'Заявка в целом', href: paths.registration.check }
  const contact = /^contact-([0-9a-f]+)(?:-(\w+))?$/.exec(field)
  if (contact !== null) {
    const [, key = '', name] = contact
    if (name === undefined) return { field: 'Контакт', href: paths.registration.contact(key) }
    const label = (CONTACT_LABELS as Record<string, string>)[name] ?? name
    return { field: `Контакт, ${label}`, href: `${paths.registration.contact(key)}#${name}` }
  }
  if (field.startsWith('certificate'))
    return { field: 'Сертификаты', href: `${paths.registration.certificates}#${field}` }
  return { field: GENERAL[field] ?? field, href: `${paths.registration.general}#${field}` }
}
