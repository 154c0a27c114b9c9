import type { Db } from '../../db/db'
import { COLUMNS, type Organisation } from './organisations.repository'

/** What the state register says of these; it knows nothing of the other fields. */
const KNOWN = [
  'enterpriseType',
  'shortName',
  'fullName',
  'inn',
  'ogrn',
  'okved2',
  'okved',
  'okopf',
  'okfs',
  'okogu',
  'oktmo',
  'okato',
  'parentOkpo',
  'email',
  'postalAddress',
  'phone',
  'headName',
  'officeId',
] as const satisfies (keyof typeof COLUMNS)[]

export type RegisterValues = Pick<Organisation, (typeof KNOWN)[number]>

/** What the register says of an organisation that describes itself; undefined when no import has told of it since. */
export const findRegisterValues = (db: Db, organisationId: number): Promise<RegisterValues | undefined> =>
  db('organisation_register_values')
    .where({ organisation_id: organisationId })
    .first<RegisterValues | undefined>(Object.fromEntries(KNOWN.map(property => [property, COLUMNS[property]])))
