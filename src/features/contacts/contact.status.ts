import type { Knex } from 'knex'
import { type Actor, audit } from '../../audit/audit'
import type { AuditEvent } from '../../audit/events'
import { conflict } from '../../http/errors'
import { closeLinks } from '../accounts/one-time-links'
import type { ContactRecord, ContactState } from './contacts.repository'

export type ContactMove = 'suspend' | 'restore' | 'remove'

type Step = { from: readonly ContactState[]; to: ContactState; event: AuditEvent; done: string }

/** What an organisation may do with somebody it named; accepting is the person's own step (see accept-invitation). */
export const CONTACT_MOVES: Record<ContactMove, Step> = {
  suspend: { from: ['active'], to: 'suspended', event: 'contact.suspended', done: 'Полномочия приостановлены.' },
  restore: { from: ['suspended'], to: 'active', event: 'contact.restored', done: 'Полномочия восстановлены.' },
  remove: {
    from: ['invited', 'active', 'suspended'],
    to: 'removed',
    event: 'contact.removed',
    done: 'Контакт удалён: этот человек больше не может действовать за организацию.',
  },
}

export const movesFrom = (state: ContactState): ContactMove[] =>
  (Object.keys(CONTACT_MOVES) as ContactMove[]).filter(move => CONTACT_MOVES[move].from.includes(state))

/**
 * Moves a contact, whoever else does at the same time. Pressed twice it is done once; returns whether it was done now,
 * so that the person is told once, too. Throws 409 when the contact has
 * come into a state meanwhile that does not allow it.
 */
export const moveContact = async (
  trx: Knex.Transaction,
  { id, state }: Pick<ContactRecord, 'id' | 'state'>,
  move: ContactMove,
  { actor, now }: { actor: Actor; now: Date },
): Promise<boolean> => {
  const { from, to, event } = CONTACT_MOVES[move]
  const at = now.toISOString()
  const moved: number = await trx('contacts')
    .where({ id })
    .whereIn('state', from)
    .update({ state: to, updated_at: at, ...(to === 'removed' ? { removed_at: at } : {}) })
  if (moved === 0) {
    if (state === to) return false
    throw conflict('Состояние контакта уже изменилось. Откройте страницу «Контакты» заново, чтобы увидеть его.')
  }
  if (to === 'removed') await closeLinks(trx, { kind: 'contact', id }, ['invitation'])
  await audit(trx, { event, actor, subject: { kind: 'contact', id }, at, details: { from: state } })
  return true
}
