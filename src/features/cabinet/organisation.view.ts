import { formatDateTime } from '../../http/dates'
import { CUSTOMER_KINDS, FAR_NORTH, GENERAL_LABELS, INVESTMENT_KINDS } from '../applications/general.form'
import type { Organisation } from '../organisations/organisations.repository'
import type { Reference } from '../reference/reference'
import { type SummaryRow, summaryRow } from './summary-row'

export type SummaryGroup = { title: string; rows: SummaryRow[] }

type Shown = Exclude<keyof Organisation, 'id' | 'archivedAt' | 'blockedAt' | 'hasAccount'>

/** The forms call the office by its code; here it is the office itself. */
const LABELS: Record<Shown, string> = {
  ...GENERAL_LABELS,
  okpo: 'ОКПО / Идентификационный номер ТОСП',
  officeId: GENERAL_LABELS.officeCode,
  synchronisedAt: 'Сверено с государственным регистром',
}

const GROUPS: [string, Shown[]][] = [
  [
    'Наименование и реквизиты',
    ['okpo', 'shortName', 'fullName', 'enterpriseType', 'inn', 'ogrn', 'headName', 'parentOkpo', 'officeId'],
  ],
  [
    'Коды',
    [
      'okved2',
      'okved',
      'okopf',
      'okfs',
      'okogu',
      'oksm',
      'oktmo',
      'okato',
      'customerKind',
      'investmentKind',
      'farNorth',
    ],
  ],
  ['Связь', ['email', 'postalAddress', 'phone', 'additionalContacts']],
  ['Примечания', ['note', 'respondentComment', 'synchronisedAt']],
]

/** Everything that the system knows of an organisation, in words; what is missing is said to be. */
export const organisationView = (organisation: Organisation, reference: Reference): SummaryGroup[] =>
  GROUPS.map(([title, fields]) => ({
    title,
    rows: fields.map(field => summaryRow(LABELS[field], inWords(organisation, field, reference))),
  }))

const inWords = (organisation: Organisation, field: Shown, reference: Reference): string => {
  const value = organisation[field]
  if (value === null || value === '') return ''
  switch (field) {
    case 'enterpriseType':
      return reference.enterpriseTypeName(organisation.enterpriseType)
    case 'okved2':
    case 'okopf':
    case 'okfs':
    case 'oksm':
      return reference.codeLabel(field, String(value))
    case 'officeId': {
      const office = reference.office(organisation.officeId)
      return office === undefined ? '' : reference.officeLabel(office)
    }
    case 'synchronisedAt':
      return formatDateTime(organisation.synchronisedAt)
    default:
      return nameIn(CHOICES[field], String(value))
  }
}

const CHOICES: Partial<Record<Shown, Record<string, string>>> = {
  customerKind: CUSTOMER_KINDS,
  investmentKind: INVESTMENT_KINDS,
  farNorth: FAR_NORTH,
}

const nameIn = (names: Record<string, string> | undefined, value: string): string => names?.[value] ?? value
