import { formatDate } from '../../http/dates'
import type { RawValues } from '../../validation/form'
import type { Reference } from '../reference/reference'
import { BASES, CONTACT_LABELS, type Contact } from './contact.form'
import { typedLines } from './typed-lines'

/** A contact in words, line by line. */
export const contactLines = (contact: Contact): { label: string; value: string }[] => {
  const values: Partial<Record<keyof Contact, string | null>> = {
    lastName: contact.lastName,
    firstName: contact.firstName,
    middleName: contact.middleName,
    position: contact.position,
    phone: contact.phone.typed,
    email: contact.email.typed,
    basis: contact.basis && BASES[contact.basis],
    basisNumber: contact.basisNumber,
    basisDate: formatDate(contact.basisDate),
    basisValidUntil: formatDate(contact.basisValidUntil),
    mayFill: contact.mayFill ? 'Да' : 'Нет',
    maySend: contact.maySend ? 'Да' : 'Нет',
    mayView: contact.mayView ? 'Да' : 'Нет',
  }
  return Object.entries(values).flatMap(([name, value]) =>
    value ? [{ label: CONTACT_LABELS[name as keyof Contact], value }] : [],
  )
}

/** The application as plain text, for the attachment that people can read without any program. */
export const applicationText = (
  application: { okpo: string; number: string; general: RawValues; contacts: Contact[] },
  reference: Reference,
): Buffer => {
  const { okpo, number, general, contacts } = application
  const lines = [
    `Заявка на регистрацию № ${number}`,
    '',
    `ОКПО / Идентификационный номер ТОСП: ${okpo}`,
    ...typedLines(general, reference).flatMap(({ label, value }) => (value === '' ? [] : `${label}: ${value}`)),
    ...contacts.flatMap((contact, index) => [
      '',
      `Контакт ${index + 1}`,
      ...contactLines(contact).map(({ label, value }) => `${label}: ${value}`),
    ]),
  ]
  // Notepad of old Windows knows UTF-8 by the mark and line ends by CRLF. A typed line end is set in, so that what
  // follows it cannot pass for a line of ours.
  return Buffer.from(`\uFEFF${lines.map(line => line.replaceAll('\n', '\r\n    ')).join('\r\n')}\r\n`, 'utf8')
}
