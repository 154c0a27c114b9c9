import type { Db, Instant } from '../../db/db'
import type { Contact } from '../applications/contact.form'

type Account = { organisationId: number; passwordHash: string; at: Instant }

/** The account of an organisation; undefined when it has one already, also by a transaction that ran at the same time. */
export const insertAccount = async (
  trx: Db,
  { organisationId, passwordHash, at }: Account,
): Promise<number | undefined> => {
  const [row] = await trx('accounts')
    .insert({ organisation_id: organisationId, password_hash: passwordHash, password_changed_at: at, created_at: at })
    .onConflict('organisation_id')
    .ignore()
    .returning('id')
  return row?.id
}

/** A new password for an account that was out of use; whoever was signed in with the old one is not any more. */
export const renewAccount = async (trx: Db, { organisationId, passwordHash, at }: Account): Promise<number> => {
  const [row] = await trx('accounts')
    .where({ organisation_id: organisationId })
    .update({ password_hash: passwordHash, password_changed_at: at })
    .returning('id')
  await trx('sessions')
    .where({ user_id: `account:${row.id}` })
    .delete()
  return row.id
}

/** The authorised persons of an organisation are those that the approved application names, and no others. */
export const replaceContacts = async (
  trx: Db,
  organisationId: number,
  contacts: readonly Contact[],
  at: Instant,
): Promise<void> => {
  await trx('contacts').where({ organisation_id: organisationId }).delete()
  if (contacts.length === 0) return
  await trx('contacts').insert(
    contacts.map(contact => ({
      organisation_id: organisationId,
      last_name: contact.lastName,
      first_name: contact.firstName,
      middle_name: contact.middleName,
      position: contact.position,
      phone: contact.phone.typed,
      // The account that the person signs in with: compared, so in its canonical form.
      email: contact.email.ascii,
      basis: contact.basis,
      basis_number: contact.basisNumber,
      basis_date: contact.basisDate,
      basis_valid_until: contact.basisValidUntil,
      may_fill: contact.mayFill,
      may_send: contact.maySend,
      may_view: contact.mayView,
      certificate_id: contact.certificate,
      created_at: at,
    })),
  )
}
