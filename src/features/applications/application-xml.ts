import { BASES, type Contact } from './contact.form'
import { type General, type GeneralField, generalForm } from './general.form'

/** A complete application, ready to be handed in. */
export type CompleteApplication = {
  okpo: string
  general: General
  /** As typed: what the organisation called the office. */
  contacts: Contact[]
  /** SHA-256 thumbprints of the certificates, lower-case hexadecimal. */
  certificates: string[]
  office: { code: string | null; siteNo: string; name: string }
}

const NAMESPACE = 'urn:websbor:application:1'

/**
 * The application as XML, always the same bytes for the same content: UTF-8, elements in a fixed order, no white space
 * between them, no comments, empty values left out. So it is its own canonical form and can be signed as it is.
 */
export const applicationXml = (application: CompleteApplication): Buffer => {
  const { okpo, general, contacts, certificates, office } = application
  const parts = [
    '<?xml version="1.0" encoding="UTF-8"?>\n',
    `<application xmlns="${NAMESPACE}">`,
    element('okpo', okpo),
    '<general>',
    ...generalForm.fields.map(name => element(name, generalText(general, name as GeneralField))),
    '</general>',
    '<office>',
    element('code', office.code),
    element('number', office.siteNo),
    element('name', office.name),
    '</office>',
    '<contacts>',
    ...contacts.map(contactXml),
    '</contacts>',
    '<certificates>',
    ...certificates.map(thumbprint => element('sha256', thumbprint)),
    '</certificates>',
    '</application>\n',
  ]
  return Buffer.from(parts.join(''), 'utf8')
}

/** A value as text: e-mail and telephone as typed. */
export const generalText = (general: General, name: GeneralField): string | null => {
  const value = general[name]
  return typeof value === 'object' && value !== null ? value.typed : value
}

const contactXml = (contact: Contact): string => {
  const { lastName, firstName, middleName, position, phone, email, basis, basisNumber, basisDate, basisValidUntil } =
    contact
  return [
    '<contact>',
    element('lastName', lastName),
    element('firstName', firstName),
    element('middleName', middleName),
    element('position', position),
    element('phone', phone.typed),
    element('email', email.typed),
    element('basis', basis),
    element('basisName', basis && BASES[basis]),
    element('basisNumber', basisNumber),
    element('basisDate', basisDate),
    element('basisValidUntil', basisValidUntil),
    element('mayFill', String(contact.mayFill)),
    element('maySend', String(contact.maySend)),
    element('mayView', String(contact.mayView)),
    '</contact>',
  ].join('')
}

/** An element with text; none for nothing. */
export const element = (name: string, value: string | null | undefined): string =>
  value === null || value === undefined || value === '' ? '' : `<${name}>${escape(value)}</${name}>`

/** As canonical XML writes text; characters that XML does not know are refused when the field is read. */
const escape = (text: string): string =>
  text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;').replaceAll('\r', '&#xD;')
