import type { Knex } from 'knex'
import { type Actor, audit } from '../../audit/audit'
import type { Deps } from '../../deps'
import { paths } from '../../http/paths'
import { queueLetter } from '../../mail/outbox'
import { renderLetter } from '../../mail/templates'
import { oneLine } from '../accounts/account-letters'
import { makeLink } from '../accounts/one-time-links'
import type { Member } from './staff-members.repository'

/** Sends a member of staff a link to set a password of their own; an older link stops working. Nobody else sees it. */
export const sendPasswordLink = async (
  { letters, config }: Pick<Deps, 'letters' | 'config'>,
  trx: Knex.Transaction,
  member: Pick<Member, 'id' | 'login' | 'fullName'> & { email: string },
  { actor, now }: { actor: Actor; now: Date },
): Promise<void> => {
  const at = now.toISOString()
  const token = await makeLink(trx, { purpose: 'first_password', subject: { kind: 'staff', id: member.id } }, now)
  const { subject, text } = renderLetter(letters, 'staff-password', {
    login: member.login,
    name: oneLine(member.fullName),
    link: `${config.baseUrl}${paths.office.password(token)}`,
  })
  await queueLetter(
    trx,
    {
      dedupeKey: `staff_password:${member.id}:${at}`,
      kind: 'staff_password',
      recipient: member.email,
      subject,
      body: text,
    },
    at,
  )
  await audit(trx, { event: 'staff.password_link_sent', actor, subject: { kind: 'staff', id: member.id }, at })
}
