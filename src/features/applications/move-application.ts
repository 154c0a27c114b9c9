import { type Actor, audit } from '../../audit/audit'
import type { Db, Instant } from '../../db/db'
import type { Application } from './application'
import { ensureAllowed, MOVES, type MoveName } from './application.status'
import { shiftCount } from './applications.repository'

export type Step = {
  move: MoveName
  actor: Actor
  at: Instant
  /** Columns that change along with the status. */
  set?: Record<string, unknown>
  details?: Record<string, unknown>
}

/**
 * The only way an application changes its state: checks the table of moves, writes the row, keeps the counts of the
 * queue, writes the audit record. The caller holds the row's lock and the transaction. Throws a conflict (409).
 */
export const moveApplication = async (trx: Db, application: Application, step: Step): Promise<void> => {
  ensureAllowed(step.move, application.status)
  const { to, event } = MOVES[step.move]
  await trx('applications')
    .where({ id: application.id })
    .update({ ...step.set, status: to, version: application.version + 1, updated_at: step.at })
  const officeId = (step.set?.office_id as number | undefined) ?? application.officeId
  if (application.officeId !== null && application.status !== 'draft')
    await shiftCount(trx, application.officeId, application.status, -1)
  if (officeId !== null) await shiftCount(trx, officeId, to, 1)
  await audit(trx, {
    event,
    actor: step.actor,
    subject: { kind: 'application', id: application.id },
    at: step.at,
    details: { from: application.status, to, ...step.details },
  })
}
