import type { Finding } from '../../../validation/finding'
import type { Organisation } from '../../organisations/organisations.repository'
import type { Reference } from '../../reference/reference'
import { GENERAL_LABELS, type General, type GeneralField } from '../general.form'
import { type GeneralRule, warning } from './facts'

/** What the application and the register's record can be compared by. */
export const COMPARED = [
  'shortName',
  'fullName',
  'enterpriseType',
  'inn',
  'ogrn',
  'okved2',
  'okved',
  'okopf',
  'okfs',
  'okogu',
  'oksm',
  'oktmo',
  'okato',
  'postalAddress',
  'officeCode',
] as const satisfies GeneralField[]

export type Compared = (typeof COMPARED)[number]

/** The register's value of a field as it would be typed; undefined when the register does not know it. */
export const registerValue = (
  organisation: Organisation,
  field: Compared,
  reference: Reference,
): string | undefined => {
  if (field !== 'officeCode') return organisation[field] ?? undefined
  const office = reference.office(organisation.officeId)
  return office && reference.officeLabel(office)
}

/** Capitals, quotation marks and spaces make no difference between names and addresses. */
const comparable = (text: string): string =>
  text
    .normalize('NFKC')
    .toUpperCase()
    .replaceAll('Ё', 'Е')
    .replace(/["'«»„“”`]/g, '')
    .replace(/[\s\-–—]+/g, ' ')
    .trim()

/** Whether the application says something else than the register. Unknown on either side is no difference. */
export const differs = (
  known: Partial<General>,
  organisation: Organisation,
  field: Compared,
  reference: Reference,
): boolean => {
  const said = known[field]
  if (said === undefined || said === null) return false
  if (field === 'officeCode') {
    const office = reference.officeOf(said)
    return office !== undefined && office.id !== organisation.officeId
  }
  const registered = registerValue(organisation, field, reference)
  return registered !== undefined && comparable(said) !== comparable(registered)
}

const REGISTER = '.register'

/** Whether the control found that the application says something else than the register. */
export const differsFromRegister = (findings: readonly Finding[]): boolean =>
  findings.some(({ rule }) => rule.endsWith(REGISTER))

/** A difference from the register is shown to the respondent and to the specialist; it stops nobody. */
export const agreesWithRegister: GeneralRule = ({
  general: { known },
  organisation,
  reference,
  registerState,
}): Finding[] =>
  organisation === undefined || registerState !== 'found'
    ? []
    : COMPARED.filter(field => differs(known, organisation, field, reference)).map(field =>
        warning(field, {
          rule: `${field}${REGISTER}`,
          message: `${GENERAL_LABELS[field]} отличается от данных реестра («${registerValue(organisation, field, reference)}»): проверьте значение`,
        }),
      )
