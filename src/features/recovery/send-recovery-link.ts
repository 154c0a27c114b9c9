import { createHash } from 'node:crypto'
import type { Knex } from 'knex'
import { type Actor, audit } from '../../audit/audit'
import type { Deps } from '../../deps'
import { conflict } from '../../http/errors'
import { paths } from '../../http/paths'
import { queueAccountLetter } from '../accounts/account-letters'
import { makeLink } from '../accounts/one-time-links'
import { findAccountOf, type Owner } from '../accounts/owners.repository'

type Means = Pick<Deps, 'letters' | 'config'>

/** Makes the link and puts its letter into the outbox; an older link stops working. */
export const queueRecoveryLink = async (
  means: Means,
  trx: Knex.Transaction,
  owner: Owner & { email: string },
  now: Date,
  purpose: 'recovery' | 'first_password' = 'recovery',
): Promise<void> => {
  const { kind, id } = owner
  const token = await makeLink(trx, { purpose, subject: { kind, id } }, now)
  await queueAccountLetter(
    means,
    trx,
    {
      kind: purpose === 'recovery' ? 'recovery-link' : 'first-password',
      owner,
      recipient: owner.email,
      key: createHash('sha256').update(token).digest('base64url'),
      path: paths.recovery.link(token),
    },
    now,
  )
}

/**
 * The office sends an organisation the link to set a password: to the address that the organisation is registered with
 * and nowhere else, so nobody of the staff ever sees or sets a password. Returns that address. Throws AppError 409
 * when there is no account that may be used, or no address to write to.
 * @param purpose `first_password` for an account that the office has entered itself: its link works for seven days
 */
export const sendRecoveryLink = async (
  means: Means,
  trx: Knex.Transaction,
  organisationId: number,
  { actor, now, purpose = 'recovery' }: { actor: Actor; now: Date; purpose?: 'recovery' | 'first_password' },
): Promise<{ email: string }> => {
  const owner = await findAccountOf(trx, organisationId, { demoMode: means.config.demo })
  if (owner === undefined) throw conflict(NO_ACCOUNT)
  const { email } = owner
  if (email === undefined) throw conflict(NO_ADDRESS)
  await queueRecoveryLink(means, trx, { ...owner, email }, now, purpose)
  await audit(trx, {
    event: 'account.recovery_link_sent',
    actor,
    subject: { kind: 'account', id: owner.id },
    at: now.toISOString(),
    details: { purpose },
  })
  return { email }
}

const NO_ACCOUNT =
  'У организации нет действующей учётной записи: она не зарегистрирована, находится в архиве или заблокирована. Ссылка не отправлена.'
const NO_ADDRESS =
  'У организации не указан адрес электронной почты, или он записан неверно. Исправьте адрес и отправьте ссылку ещё раз.'
