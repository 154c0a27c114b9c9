import { type Actor, audit } from '../../audit/audit'
import type { Deps } from '../../deps'
import { findAccountByOkpo, findPersonOwner, type Owner } from '../accounts/owners.repository'
import type { RecoveryLimits } from './recovery-limits'
import { queueRecoveryLink } from './send-recovery-link'

export type Requested = { okpo: string | null; email: string }
export type RequestOutcome = { kind: 'sent' } | { kind: 'mismatch' } | { kind: 'throttled'; seconds: number }

/** The number in the audit log of whoever does not exist. */
const NOBODY = 0

/**
 * Somebody asks for a link: an organisation by ОКПО and e-mail, a person by e-mail alone. A wrong pair of an
 * organisation is called wrong (system description, section 5); whether a person exists is told to nobody.
 * @param email in its ASCII form
 */
export const requestRecovery = async (
  deps: Deps,
  limits: RecoveryLimits,
  { okpo, email }: Requested,
  actor: Actor,
): Promise<RequestOutcome> => {
  const seconds = await limits.ask(actor.address)
  if (seconds > 0) return { kind: 'throttled', seconds }
  const mayTell = okpo === null ? false : await limits.mayTell(okpo)
  const { matched, known } = await find(deps, { okpo, email })
  if (matched === undefined) {
    await noteRefusal(deps, okpo === null ? 'person' : 'account', known, actor)
    return mayTell ? { kind: 'mismatch' } : { kind: 'sent' }
  }
  if (await limits.maySend(matched)) await send(deps, matched, actor)
  return { kind: 'sent' }
}

type Found = { matched: (Owner & { email: string }) | undefined; known: number }

const find = async ({ db, config }: Deps, { okpo, email }: Requested): Promise<Found> => {
  const options = { demoMode: config.demo }
  const owner = okpo === null ? await findPersonOwner(db, email, options) : await findAccountByOkpo(db, okpo, options)
  const matches = owner !== undefined && owner.email === email
  return { matched: matches ? { ...owner, email } : undefined, known: owner?.id ?? NOBODY }
}

const noteRefusal = async (
  { db, clock }: Deps,
  kind: 'account' | 'person',
  id: number,
  actor: Actor,
): Promise<void> => {
  const event = `${kind}.recovery_refused` as const
  await audit(db, { event, actor, subject: { kind, id }, at: clock().toISOString() })
}

const send = (deps: Deps, owner: Owner & { email: string }, actor: Actor): Promise<void> =>
  deps.db.transaction(async trx => {
    const now = deps.clock()
    const { kind, id } = owner
    await queueRecoveryLink(deps, trx, owner, now)
    const event = `${kind}.recovery_requested` as const
    await audit(trx, { event, actor, subject: { kind, id }, at: now.toISOString() })
  })
