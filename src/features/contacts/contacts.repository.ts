import type { Knex } from 'knex'
import type { Day, Db, Instant } from '../../db/db'
import { dayIn } from '../../http/dates'
import { ensurePerson } from '../accounts/persons.repository'
import type { Contact } from '../applications/contact.form'

/** invited → active ⇄ suspended; from each of them removed, which is the end of this link. */
export type ContactState = 'invited' | 'active' | 'suspended' | 'removed'

/** An authorised person of an organisation, as the organisation sees them. */
export type ContactRecord = {
  id: number
  organisationId: number
  personId: number
  state: ContactState
  email: string
  lastName: string
  firstName: string
  middleName: string | null
  position: string
  phone: string
  basis: 'attorney' | 'mchd' | null
  basisNumber: string | null
  basisDate: Day | null
  basisValidUntil: Day | null
  mayFill: boolean
  maySend: boolean
  mayView: boolean
  certificate: number | null
  createdAt: Instant
  updatedAt: Instant
  acceptedAt: Instant | null
  /** The day after the last one of the power has come where the organisation's office is. */
  ranOut: boolean
}

const COLUMNS = {
  id: 'contacts.id',
  organisationId: 'contacts.organisation_id',
  personId: 'contacts.person_id',
  state: 'contacts.state',
  email: 'persons.email',
  lastName: 'contacts.last_name',
  firstName: 'contacts.first_name',
  middleName: 'contacts.middle_name',
  position: 'contacts.position',
  phone: 'contacts.phone',
  basis: 'contacts.basis',
  basisNumber: 'contacts.basis_number',
  basisDate: 'contacts.basis_date',
  basisValidUntil: 'contacts.basis_valid_until',
  mayFill: 'contacts.may_fill',
  maySend: 'contacts.may_send',
  mayView: 'contacts.may_view',
  certificate: 'contacts.certificate_id',
  createdAt: 'contacts.created_at',
  updatedAt: 'contacts.updated_at',
  acceptedAt: 'contacts.accepted_at',
  timeZone: 'offices.time_zone',
}

const contacts = (db: Db): Knex.QueryBuilder =>
  db('contacts')
    .join('persons', 'persons.id', 'contacts.person_id')
    .join('organisations', 'organisations.id', 'contacts.organisation_id')
    .join('offices', 'offices.id', 'organisations.office_id')
    .select(COLUMNS)

type Flag = boolean | 0 | 1
type Row = Omit<ContactRecord, 'ranOut' | 'mayFill' | 'maySend' | 'mayView'> & {
  mayFill: Flag
  maySend: Flag
  mayView: Flag
  timeZone: string
}

const toRecord =
  (now: Date) =>
  ({ timeZone, ...row }: Row): ContactRecord => ({
    ...row,
    mayFill: Boolean(row.mayFill),
    maySend: Boolean(row.maySend),
    mayView: Boolean(row.mayView),
    ranOut: hasRunOut(row.basisValidUntil, now, timeZone),
  })

/** A power is good through its last day, by the clock of the organisation's office. */
export const hasRunOut = (validUntil: Day | null, now: Date, timeZone: string): boolean =>
  validUntil !== null && validUntil < dayIn(now, timeZone)

/** Authorised persons in the order in which they were named; those removed are history. */
export const listContacts = async (db: Db, organisationId: number, now: Date): Promise<ContactRecord[]> =>
  (
    await contacts(db)
      .where({ 'contacts.organisation_id': organisationId })
      .whereNot({ state: 'removed' })
      .orderBy('contacts.id')
  ).map(toRecord(now))

/** One of them; somebody else's and a removed one are not found. */
export const findContact = async (
  db: Db,
  organisationId: number,
  id: number,
  now: Date,
): Promise<ContactRecord | undefined> => {
  const row = await contacts(db)
    .where({ 'contacts.organisation_id': organisationId, 'contacts.id': id })
    .whereNot({ state: 'removed' })
    .first()
  return row && toRecord(now)(row)
}

/**
 * Names an authorised person; they are asked to accept. Undefined when the organisation has named this person already,
 * also in a transaction that ran at the same time.
 */
export const insertContact = async (
  trx: Db,
  organisationId: number,
  contact: Contact,
  at: Instant,
): Promise<{ id: number; personId: number } | undefined> => {
  // Compared, so in its canonical form.
  const personId = await ensurePerson(trx, contact.email.ascii, contact, at)
  const [row] = await trx('contacts')
    .insert({
      organisation_id: organisationId,
      person_id: personId,
      state: 'invited',
      ...rowOf(contact),
      created_at: at,
      updated_at: at,
    })
    .onConflict(trx.raw("(organisation_id, person_id) where state <> 'removed'"))
    .ignore()
    .returning('id')
  return row && { id: row.id, personId }
}

/** What an organisation says of a person and what they may do; the e-mail is the person's own. */
export const rowOf = (contact: Omit<Contact, 'email'>) => ({
  last_name: contact.lastName,
  first_name: contact.firstName,
  middle_name: contact.middleName,
  position: contact.position,
  phone: contact.phone.typed,
  basis: contact.basis,
  basis_number: contact.basisNumber,
  basis_date: contact.basisDate,
  basis_valid_until: contact.basisValidUntil,
  may_fill: contact.mayFill,
  may_send: contact.maySend,
  may_view: contact.mayView,
  certificate_id: contact.certificate,
})

/** Ends every link of an organisation with a person; they stay as history. */
export const removeAllContacts = async (trx: Db, organisationId: number, at: Instant): Promise<number[]> => {
  const rows = await trx('contacts')
    .where({ organisation_id: organisationId })
    .whereNot({ state: 'removed' })
    .update({ state: 'removed', removed_at: at, updated_at: at })
    .returning('id')
  return rows.map(({ id }: { id: number }) => id)
}
