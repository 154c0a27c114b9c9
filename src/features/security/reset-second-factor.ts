import type { Knex } from 'knex'
import { type Actor, audit } from '../../audit/audit'
import type { Deps } from '../../deps'
import { endSessions } from '../../http/session-store'
import { deleteFactor } from '../second-factor/second-factors.repository'
import { subjectOf } from '../second-factor/subject'
import { queueNotice } from './notice'

/**
 * Takes a second factor away from somebody who has lost theirs, and ends their sessions. Staff set up a new one at the
 * next sign-in; respondents go on with the password alone. Who may do this to whom is for the caller to decide.
 * Returns false when there was none.
 */
export const resetSecondFactor = async (
  deps: Pick<Deps, 'letters'>,
  trx: Knex.Transaction,
  { userId, actor, now }: { userId: string; actor: Actor; now: Date },
): Promise<boolean> => {
  if (!(await deleteFactor(trx, userId))) return false
  await endSessions(trx, userId)
  const subject = subjectOf(userId)
  await audit(trx, { event: 'second_factor.reset', actor, subject, at: now.toISOString() })
  const by = subject.kind === 'staff' ? 'сброшен администратором' : 'сброшен администратором органа статистики'
  await queueNotice(deps, trx, userId, by, now)
  return true
}
