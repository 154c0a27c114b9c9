import type { Db } from '../../db/db'

/** Somebody whom an organisation has invited and who has not answered yet. */
export type Invited = {
  contactId: number
  personId: number
  email: string
  hasPassword: boolean
  lastName: string
  firstName: string
  middleName: string | null
  mayFill: boolean
  maySend: boolean
  mayView: boolean
  okpo: string
  organisation: string
}

/** An invitation that can be accepted: not taken back, of an organisation that may work in the system now. */
export const findInvited = async (
  db: Db,
  contactId: number,
  { demoMode }: { demoMode: boolean },
): Promise<Invited | undefined> => {
  const query = db('contacts')
    .join('persons', 'persons.id', 'contacts.person_id')
    .join('organisations', 'organisations.id', 'contacts.organisation_id')
    .where({ 'contacts.id': contactId, state: 'invited', archived_at: null, blocked_at: null })
    .first({
      contactId: 'contacts.id',
      personId: 'persons.id',
      email: 'persons.email',
      passwordHash: 'persons.password_hash',
      lastName: 'contacts.last_name',
      firstName: 'contacts.first_name',
      middleName: 'contacts.middle_name',
      mayFill: 'may_fill',
      maySend: 'may_send',
      mayView: 'may_view',
      okpo: 'okpo',
      organisation: 'short_name',
    })
  if (!demoMode) void query.where({ 'organisations.demo': false, 'persons.demo': false })
  const row = await query
  if (row === undefined) return undefined
  const { passwordHash, ...invited } = row
  return { ...invited, hasPassword: passwordHash !== null }
}
