import { createHash } from 'node:crypto'
import type { Knex } from 'knex'
import { type Actor, audit } from '../../audit/audit'
import type { Deps } from '../../deps'
import { paths } from '../../http/paths'
import { queueLetter } from '../../mail/outbox'
import { renderLetter } from '../../mail/templates'
import { emailShown } from '../../validation/rules/email'
import { oneLine } from '../accounts/account-letters'
import { makeLink } from '../accounts/one-time-links'
import type { Contact } from '../applications/contact.form'
import { rightsOf } from './contact.view'
import { insertContact } from './contacts.repository'

type Means = Pick<Deps, 'letters' | 'config'>
type By = { actor: Actor; now: Date }
export type Inviting = { id: number; okpo: string; name: string }
type Invited = Pick<Contact, 'mayFill' | 'maySend' | 'mayView'> & { contactId: number; email: string }

/**
 * Names an authorised person and invites them by a letter with a one-time link. Undefined when the organisation has
 * named this person already.
 */
export const inviteContact = async (
  means: Means,
  trx: Knex.Transaction,
  organisation: Inviting,
  contact: Contact,
  { actor, now }: By,
): Promise<number | undefined> => {
  const at = now.toISOString()
  const named = await insertContact(trx, organisation.id, contact, at)
  if (named === undefined) return undefined
  await queueInvitation(means, trx, organisation, { ...contact, contactId: named.id, email: contact.email.ascii }, now)
  const details = { person: named.personId }
  await audit(trx, { event: 'contact.invited', actor, subject: { kind: 'contact', id: named.id }, at, details })
  return named.id
}

/** The letter with the link; the link of an earlier letter stops working. */
export const queueInvitation = async (
  { letters, config }: Means,
  trx: Knex.Transaction,
  organisation: Inviting,
  invited: Invited,
  now: Date,
): Promise<void> => {
  const { contactId, email } = invited
  const token = await makeLink(trx, { purpose: 'invitation', subject: { kind: 'contact', id: contactId } }, now)
  const { subject, text } = renderLetter(letters, 'invitation', {
    okpo: organisation.okpo,
    name: oneLine(organisation.name),
    rights: rightsOf(invited),
    login: emailShown(email),
    link: `${config.baseUrl}${paths.invitation(token)}`,
  })
  await queueLetter(
    trx,
    {
      dedupeKey: `invitation:${createHash('sha256').update(token).digest('base64url')}`,
      kind: 'invitation',
      recipient: email,
      subject,
      body: text,
      organisationId: organisation.id,
    },
    now.toISOString(),
  )
}
