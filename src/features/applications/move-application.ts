import { type Actor, audit } from '../../audit/audit'
import type { Db, Instant } from '../../db/db'
import type { Application } from './application'
import { ensureAllowed, MOVES, type MoveName, type Status } from './application.status'
import { shiftCount } from './application-counts.repository'

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
  for (const { officeId, status, by } of countsToShift(application, to, step.set?.office_id as number | undefined))
    await shiftCount(trx, officeId, status, by)
  await audit(trx, {
    event,
    actor: step.actor,
    subject: { kind: 'application', id: application.id },
    at: step.at,
    details: { from: application.status, to, ...step.details },
  })
}

type Shift = { officeId: number; status: Status; by: 1 | -1 }

/**
 * The application leaves one count and enters another. Always in the same order of rows: of two moves in opposite
 * directions (take, release) each would otherwise wait for the other's row, and PostgreSQL would break one off.
 */
const countsToShift = ({ officeId, status }: Application, to: Status, newOfficeId: number | undefined): Shift[] => {
  const shifts: Shift[] = []
  if (officeId !== null && status !== 'draft') shifts.push({ officeId, status, by: -1 })
  const office = newOfficeId ?? officeId
  if (office !== null) shifts.push({ officeId: office, status: to, by: 1 })
  return shifts.sort((one, other) => one.officeId - other.officeId || (one.status < other.status ? -1 : 1))
}
