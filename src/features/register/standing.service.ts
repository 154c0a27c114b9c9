import type { Knex } from 'knex'
import { type Actor, audit } from '../../audit/audit'
import type { AuditEvent } from '../../audit/events'
import type { Instant } from '../../db/db'
import { userId } from '../../http/session'
import { endSessions } from '../../http/session-store'

export type Step = 'archive' | 'restore' | 'block' | 'unblock'

type Change = { event: AuditEvent; column: 'archived_at' | 'blocked_at'; puts: boolean; ends: boolean }

/** What each step does: which column it fills or empties, and whether whoever is signed in is out at once. */
const STEPS: Record<Step, Change> = {
  archive: { event: 'organisation.archived', column: 'archived_at', puts: true, ends: true },
  restore: { event: 'organisation.restored', column: 'archived_at', puts: false, ends: false },
  block: { event: 'organisation.blocked', column: 'blocked_at', puts: true, ends: true },
  unblock: { event: 'organisation.unblocked', column: 'blocked_at', puts: false, ends: false },
}

/** Whether the step makes sense now; pressed twice it does nothing the second time. */
export const isPossible = (
  step: Step,
  organisation: { archivedAt: Instant | null; blockedAt: Instant | null },
): boolean => {
  const { column, puts } = STEPS[step]
  return (organisation[column === 'archived_at' ? 'archivedAt' : 'blockedAt'] === null) === puts
}

/** Takes the step with its audit record; false when somebody else has taken it meanwhile. */
export const takeStep = async (
  trx: Knex.Transaction,
  organisationId: number,
  { step, reason, actor, at }: { step: Step; reason: string | null; actor: Actor; at: Instant },
): Promise<boolean> => {
  const { event, column, puts, ends } = STEPS[step]
  const set =
    column === 'archived_at'
      ? { archived_at: puts ? at : null, archived_by: puts ? 'staff' : null, archive_reason: reason }
      : { blocked_at: puts ? at : null, block_reason: reason }
  const organisation = trx('organisations').where({ id: organisationId })
  const changed = await (puts ? organisation.whereNull(column) : organisation.whereNotNull(column)).update({
    ...set,
    updated_at: at,
  })
  if (changed === 0) return false
  if (ends) await endItsSessions(trx, organisationId)
  await audit(trx, {
    event,
    actor,
    subject: { kind: 'organisation', id: organisationId },
    at,
    ...(reason === null ? {} : { details: { reason } }),
  })
  return true
}

/** Authorised persons stay signed in for their other organisations; for this one they are refused at the next request. */
const endItsSessions = async (trx: Knex.Transaction, organisationId: number): Promise<void> => {
  const account: { id: number } | undefined = await trx('accounts')
    .where({ organisation_id: organisationId })
    .first('id')
  if (account !== undefined) await endSessions(trx, userId('account', account.id))
}
