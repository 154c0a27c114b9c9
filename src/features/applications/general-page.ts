import { paths } from '../../http/paths'
import type { RawValues } from '../../validation/form'
import type { Reference } from '../reference/reference'
import { CUSTOMER_KINDS, FAR_NORTH, GENERAL_LABELS, INVESTMENT_KINDS } from './general.form'
import { typedLines } from './typed-lines'

const choices = (names: Record<string, string>) => [
  { value: '', text: 'Не указано' },
  ...Object.entries(names).map(([value, text]) => ({ value, text })),
]

const CHOICES = {
  customerKind: choices(CUSTOMER_KINDS),
  investmentKind: choices(INVESTMENT_KINDS),
  farNorth: choices(FAR_NORTH),
}

/** The fields that the topic «Поля заявки» explains, and where. */
const HELP = Object.fromEntries(
  [
    'enterpriseType',
    'inn',
    'ogrn',
    'okved2',
    'okopf',
    'okfs',
    'okogu',
    'oktmo',
    'okato',
    'customerKind',
    'investmentKind',
    'farNorth',
    'subsidiary',
    'officeCode',
    'password',
  ].map(field => [field, `${paths.help.fields}#${field}`]),
)

/** What `applications/general-fields.njk` and `applications/general-remarks.njk` need besides the form itself. */
export const generalPage = (reference: Reference) => ({
  labels: GENERAL_LABELS,
  choices: CHOICES,
  help: HELP,
  typeItems: reference.enterpriseTypes.map(({ code, name }) => ({ value: code, text: name })),
  options: reference.options,
  officeSuggestions: reference.officeSuggestions,
})

/** Beside each field that differs: what was stored meanwhile. */
export const storedElsewhere = (values: RawValues, stored: RawValues, reference: Reference): Record<string, string> =>
  Object.fromEntries(
    typedLines(stored, reference)
      .filter(({ field }) => values[field] !== stored[field])
      .map(({ field, value }) => [field, `В другой вкладке сохранено: ${value === '' ? 'пусто' : `«${value}»`}`]),
  )
