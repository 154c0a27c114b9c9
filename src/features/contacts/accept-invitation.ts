import type { Knex } from 'knex'
import { type Actor, audit } from '../../audit/audit'
import type { Instant } from '../../db/db'

/**
 * The person takes what an organisation entrusted to them. False when there is nothing to take: the invitation was
 * taken back, accepted already, or is somebody else's. The link of the letter is used up by it.
 */
export const acceptInvitation = async (
  trx: Knex.Transaction,
  { contactId, personId }: { contactId: number; personId: number },
  { actor, at }: { actor: Actor; at: Instant },
): Promise<boolean> => {
  const accepted: number = await trx('contacts')
    .where({ id: contactId, person_id: personId, state: 'invited' })
    .update({ state: 'active', accepted_at: at, updated_at: at })
  if (accepted === 0) return false
  await trx('one_time_links')
    .where({ subject_kind: 'contact', subject_id: contactId, purpose: 'invitation', used_at: null })
    .update({ used_at: at })
  await audit(trx, { event: 'contact.accepted', actor, subject: { kind: 'contact', id: contactId }, at })
  return true
}
