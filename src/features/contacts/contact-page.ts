import type { Request } from 'express'
import type { Deps } from '../../deps'
import { formatDate } from '../../http/dates'
import { notFound } from '../../http/errors'
import { respondentOf } from '../../http/identity'
import { recordNumber } from '../../http/record-number'
import type { Finding } from '../../validation/finding'
import type { RawValues } from '../../validation/form'
import { BASES, CONTACT_LABELS, type Contact, contactForm } from '../applications/contact.form'
import { contactFindings, todayIn } from '../applications/control/contact-rules'
import { loadOwnCertificates } from '../certificates/own-certificates'
import { type ContactRecord, findContact } from './contacts.repository'

/** What the form of a contact offers to choose from. */
export const contactChoices = async (deps: Deps, organisationId: number) => {
  const certificates = await loadOwnCertificates(deps, organisationId)
  return {
    labels: CONTACT_LABELS,
    bases: [{ value: '', text: 'Не указано' }, ...Object.entries(BASES).map(([value, text]) => ({ value, text }))],
    certificates: [
      { value: '', text: 'Без сертификата' },
      ...certificates.map(({ id, details }) => ({
        value: String(id),
        text: `${details.owner} (${details.serialNumber.toUpperCase()})`,
      })),
    ],
    certificateHint: 'Из загруженных на странице «Сертификаты»',
  }
}

/** The contact as it is meant, or everything that is wrong with it, by the rules of the application. */
export const parseContact = async (
  deps: Deps,
  organisationId: number,
  raw: RawValues,
): Promise<{ value?: Contact; findings: Finding[] }> => {
  const parsed = contactForm.parse(raw)
  const own = await loadOwnCertificates(deps, organisationId)
  const across = contactFindings(parsed.known, todayIn(deps.clock()), new Set(own.map(({ id }) => id)))
  const findings = [...parsed.errors, ...across]
  return parsed.value === undefined || findings.length > 0 ? { findings } : { value: parsed.value, findings }
}

/** The contact that the address names, of the organisation that the respondent may manage. Throws 404 for others. */
export const contactOf = async (deps: Deps, req: Request): Promise<ContactRecord> => {
  const { organisationId } = respondentOf(req, 'manage')
  const contact = await findContact(deps.db, organisationId, recordNumber(req.params.id), deps.clock())
  if (contact === undefined) throw notFound()
  return contact
}

/** A contact as the form shows it. */
export const typedContact = (contact: ContactRecord): RawValues => ({
  lastName: contact.lastName,
  firstName: contact.firstName,
  middleName: contact.middleName ?? '',
  position: contact.position,
  phone: contact.phone,
  email: contact.email,
  certificate: contact.certificate === null ? '' : String(contact.certificate),
  basis: contact.basis ?? '',
  basisNumber: contact.basisNumber ?? '',
  basisDate: formatDate(contact.basisDate),
  basisValidUntil: formatDate(contact.basisValidUntil),
  mayFill: contact.mayFill ? 'yes' : '',
  maySend: contact.maySend ? 'yes' : '',
  mayView: contact.mayView ? 'yes' : '',
})
