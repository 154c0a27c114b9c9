import type { Db, Instant } from '../../db/db'
import { forgetWordsOf } from '../../db/text-search'
import { indexOrganisation, ORGANISATION_WORDS } from './organisation-words'
import { isWithheld, shown } from './withheld'

/** A reporting unit as the register knows it; registered ones also as they described themselves. */
export type Organisation = {
  id: number
  okpo: string
  enterpriseType: string
  shortName: string
  fullName: string | null
  inn: string | null
  ogrn: string | null
  okved2: string | null
  okved: string | null
  okopf: string | null
  okfs: string | null
  okogu: string | null
  oksm: string | null
  oktmo: string | null
  okato: string | null
  customerKind: string | null
  investmentKind: string | null
  farNorth: string | null
  parentOkpo: string | null
  email: string | null
  postalAddress: string | null
  phone: string | null
  headName: string | null
  note: string | null
  respondentComment: string | null
  additionalContacts: string | null
  officeId: number
  synchronisedAt: Instant | null
  archivedAt: Instant | null
  blockedAt: Instant | null
  hasAccount: boolean
}

/** Column of the table for each property that an application may fill. */
export const COLUMNS = {
  okpo: 'okpo',
  enterpriseType: 'enterprise_type',
  shortName: 'short_name',
  fullName: 'full_name',
  inn: 'inn',
  ogrn: 'ogrn',
  okved2: 'okved2',
  okved: 'okved',
  okopf: 'okopf',
  okfs: 'okfs',
  okogu: 'okogu',
  oksm: 'oksm',
  oktmo: 'oktmo',
  okato: 'okato',
  customerKind: 'customer_kind',
  investmentKind: 'investment_kind',
  farNorth: 'far_north',
  parentOkpo: 'parent_okpo',
  email: 'email',
  postalAddress: 'postal_address',
  phone: 'phone',
  headName: 'head_name',
  note: 'note',
  respondentComment: 'respondent_comment',
  additionalContacts: 'additional_contacts',
  officeId: 'office_id',
} as const

export type OrganisationData = Pick<Organisation, keyof typeof COLUMNS>

const ALL = {
  id: 'id',
  ...COLUMNS,
  synchronisedAt: 'synchronised_at',
  archivedAt: 'archived_at',
  blockedAt: 'blocked_at',
} as const

const select = (db: Db) =>
  shown(db('organisations'))
    .leftJoin('accounts', 'accounts.organisation_id', 'organisations.id')
    .select(Object.entries(ALL).map(([property, column]) => ({ [property]: `organisations.${column}` })))
    .select({ accountId: 'accounts.id' })

const toOrganisation = (row: Record<string, unknown> | undefined): Organisation | undefined => {
  if (row === undefined) return undefined
  const { accountId, ...organisation } = row
  return { ...organisation, hasAccount: accountId !== null } as Organisation
}

export const findByOkpo = async (db: Db, okpo: string): Promise<Organisation | undefined> =>
  toOrganisation(await select(db).where({ 'organisations.okpo': okpo }).first())

export const findOrganisation = async (db: Db, id: number): Promise<Organisation | undefined> =>
  toOrganisation(await select(db).where({ 'organisations.id': id }).first())

/** Other organisations with the same ИНН: branches share it, strangers should not. */
export const listByInn = async (db: Db, inn: string, exceptOkpo: string): Promise<Organisation[]> => {
  const rows = await select(db).where({ inn }).whereNot({ okpo: exceptOkpo }).orderBy('organisations.okpo').limit(20)
  return rows.map(row => toOrganisation(row) as Organisation)
}

/** Holds the row of an organisation until the end of the transaction. */
export const lockOrganisation = async (trx: Db, id: number): Promise<void> => {
  await trx('organisations').where({ id }).forUpdate().first('id')
}

/** Writes some fields of a record; a name or an office among them is what it is found by from then on. */
export const updateOrganisation = async (
  trx: Db,
  id: number,
  changed: Partial<OrganisationData>,
  at: Instant,
): Promise<void> => {
  const row = Object.fromEntries(
    Object.entries(changed).map(([property, value]) => [COLUMNS[property as keyof OrganisationData], value]),
  )
  await trx('organisations')
    .where({ id })
    .update({ ...row, updated_at: at })
  if (!('shortName' in changed || 'fullName' in changed || 'officeId' in changed)) return
  const named = await findOrganisation(trx, id)
  if (named !== undefined) await indexOrganisation(trx, id, named)
}

/**
 * Writes what an approved application says: over the register's record, which leaves the archive by that, or as a new
 * one. A record that an import withholds makes room: this organisation is seen at once. Returns its number.
 */
export const saveOrganisation = async (trx: Db, data: OrganisationData, at: Instant): Promise<number> => {
  const row = Object.fromEntries(
    Object.entries(COLUMNS).map(([property, column]) => [column, data[property as keyof OrganisationData]]),
  )
  const write = async (): Promise<number> => {
    const [saved] = await trx('organisations')
      .insert({ ...row, archived_at: null, created_at: at, updated_at: at })
      .onConflict('okpo')
      .merge([...Object.values(COLUMNS), 'archived_at', 'updated_at'])
      .returning('id')
    return saved.id
  }
  let id = await write()
  if (await isWithheld(trx, id)) {
    await trx('organisations').where({ id }).delete()
    await forgetWordsOf(trx, ORGANISATION_WORDS, [id, id])
    id = await write()
  }
  await indexOrganisation(trx, id, data)
  return id
}
