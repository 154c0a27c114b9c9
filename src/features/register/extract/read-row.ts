import { hash } from 'node:crypto'
import type { Office } from '../../offices/office'
import { wordsOfOrganisation } from '../../organisations/organisation-words'
import { type Columns, REGISTER_COLUMNS, type RegisterColumn } from './columns'
import { findOffices } from './find-office'
import type { Refusal } from './refusals'

export type ReadRow = {
  okpo: string
  /** Digest of everything the register says of the unit: equal means unchanged. */
  hash: string
  words: string
  archived: boolean
  /** In the order of REGISTER_COLUMNS. */
  values: (string | number | null)[]
}

export type RowResult = { row: ReadRow } | { refusal: Refusal; okpo: string | undefined }

const CODES: Partial<Record<RegisterColumn, RegExp>> = {
  inn: /^(\d{10}|\d{12})$/,
  ogrn: /^(\d{13}|\d{15})$/,
  okved2: /^\d{2}(\.\d{1,2}(\.\d{1,2})?)?$/,
  okved: /^\d{2}(\.\d{1,2}(\.\d{1,2})?)?$/,
  okopf: /^\d{5}$/,
  okfs: /^\d{2}$/,
  okogu: /^\d{7}$/,
  oktmo: /^(\d{8}|\d{11})$/,
  okato: /^\d{2,11}$/,
  parent_okpo: /^(\d{8}|\d{10}|\d{12}|\d{14})$/,
}

const LONGEST: Partial<Record<RegisterColumn, number>> = {
  short_name: 255,
  full_name: 1000,
  email: 254,
  postal_address: 500,
  phone: 100,
  head_name: 255,
}

const OKPO = /^(\d{8}|\d{10}|\d{12}|\d{14})$/
const SPACES = /\s+/g
const ODD_SPACES = /\s\s|[^\S ]/
const STRANGE = /[\u0000-\u0008\u000b\u000c\u000e-\u001f\u007f\ufffd]/

/** Places of columns among the values. */
const AT = Object.fromEntries(REGISTER_COLUMNS.map((column, place) => [column, place])) as Record<
  RegisterColumn,
  number
>

const TYPES = new Map<string, string>([
  ...['юл', 'юридическое лицо', 'legal', '1'].map(name => [name, 'legal'] as const),
  ...['ип', 'индивидуальный предприниматель', 'entrepreneur', '2'].map(name => [name, 'entrepreneur'] as const),
  ...['тосп', 'обособленное подразделение', 'branch', '3'].map(name => [name, 'branch'] as const),
  ...['орган власти', 'authority', '4'].map(name => [name, 'authority'] as const),
])
const YES = new Set(['да', 'архив', 'ликвидировано', '1', 'true', 'yes'])

/** Thrown while a row is read; not an Error, whose stack would cost more than the row. */
class Refused {
  constructor(readonly refusal: Refusal) {}
}

/** Makes the reader of an extract's rows: from the fields of a record to what the register says, or why it is not taken. */
export const rowReader = (columns: Columns, offices: readonly Office[]) => {
  const officeOf = findOffices(offices)
  const okpoAt = columns.get('okpo') as number
  const archivedAt = columns.get('archived')
  const readers = REGISTER_COLUMNS.map(column => fieldReader(column, columns.get(column)))

  const read = (fields: readonly string[], okpo: string): ReadRow => {
    const values: (string | number | null)[] = readers.map(reader => reader(fields))
    const known = (place: number): string | null => values[place] as string | null
    const shortName = known(AT.short_name) ?? known(AT.full_name)
    if (shortName === null) throw new Refused('short_name.required')
    if (shortName.length > 255) throw new Refused('short_name.too_long')
    values[AT.short_name] = shortName
    values[AT.enterprise_type] = typeOf(known(AT.enterprise_type)?.toLowerCase() ?? '', okpo, known(AT.inn))
    const officeId = officeOf(known(AT.office_id), known(AT.oktmo) ?? known(AT.okato))
    if (officeId === undefined) throw new Refused('office.unknown')
    values[AT.office_id] = officeId
    const archived = archivedAt !== undefined && YES.has((fields[archivedAt] as string).trim().toLowerCase())
    return {
      okpo,
      hash: hash('sha1', `${okpo}\u001f${values.join('\u001f')}\u001f${archived ? 1 : 0}`, 'base64').slice(0, 22),
      words: wordsOfOrganisation({ shortName, fullName: known(AT.full_name), officeId }).join(' '),
      archived,
      values,
    }
  }

  return (text: string, fields: readonly string[], width: number): RowResult => {
    const typed = fields[okpoAt] ?? ''
    const okpo = OKPO.test(typed) ? typed : typed.replace(SPACES, '')
    const legible = OKPO.test(okpo) ? okpo : undefined
    try {
      if (STRANGE.test(text)) throw new Refused(text.includes('\ufffd') ? 'row.encoding' : 'row.control')
      if (fields.length !== width) throw new Refused('row.fields')
      if (legible === undefined) throw new Refused('okpo.format')
      return { row: read(fields, legible) }
    } catch (error) {
      if (!(error instanceof Refused)) throw error
      return { refusal: error.refusal, okpo: legible }
    }
  }
}

/** Reads one column: what it says, or null where it is empty. */
const fieldReader = (
  column: RegisterColumn,
  place: number | undefined,
): ((fields: readonly string[]) => string | null) => {
  if (place === undefined) return () => null
  const code = CODES[column]
  const longest = LONGEST[column] ?? 255
  return fields => {
    const typed = (fields[place] as string).trim()
    if (typed === '') return null
    if (code !== undefined) {
      if (code.test(typed)) return typed
      const digits = typed.replace(SPACES, '')
      if (!code.test(digits)) throw new Refused(`${column}.format` as Refusal)
      return digits
    }
    const text = ODD_SPACES.test(typed) ? typed.replace(SPACES, ' ') : typed
    if (text.length > longest) throw new Refused(`${column}.too_long` as Refusal)
    return text
  }
}

/** Where the extract does not say it, the numbers do: 14 digits are a ТОСП, an ИНН of 12 belongs to a person. */
const typeOf = (typed: string, okpo: string, inn: string | null): string => {
  if (typed === '')
    return okpo.length === 14 ? 'branch' : okpo.length === 10 || inn?.length === 12 ? 'entrepreneur' : 'legal'
  const type = TYPES.get(typed)
  if (type === undefined) throw new Refused('enterprise_type.unknown')
  return type
}
