import type { Deps } from './deps'
import { sweepLinks } from './features/accounts/one-time-links'
import { sweepThrottles } from './features/accounts/throttle'
import { deleteExpiredDrafts } from './features/applications/applications.repository'
import { createAssignmentWorker } from './features/assignments/work'
import { sweepChallenges } from './features/certificate-sign-in/challenge'
import { tellExpiringCertificates } from './features/certificates/tell-expiry'
import { settleMerged } from './features/offices/merge/merge-offices'
import { createImportStarter } from './features/register/import/job'
import { remindOffices } from './features/reminders/remind-offices'
import { remindDeadlines } from './features/reports/remind-deadlines'
import { sweepUploads } from './features/reports/uploads.repository'
import { createListFetcher } from './features/trust/list-fetcher'
import { sweepKeptForms } from './http/kept-forms.repository'
import { SessionStore } from './http/session-store'

export type Jobs = { stop(): Promise<void> }

const SWEEP_EVERY_MS = 10 * 60_000
const DAY_MS = 86_400_000

/**
 * What runs beside the requests: letters, sweeping out what ran out, and revocation lists where an operator wants them
 * fetched. Any number of processes may do all of it.
 */
export const startJobs = (deps: Deps): Jobs => {
  deps.sender.start()
  const lists = deps.config.revocationLists.fetch ? createListFetcher(deps) : undefined
  lists?.start()
  const imports = createImportStarter(deps)
  imports.start()
  const assignments = createAssignmentWorker(deps)
  assignments.start()
  let sweeping: Promise<void> = Promise.resolve()
  // A process that was started anew looks with its first sweep, so that a restart a day never puts the day's work off.
  let lookedAt = 0
  const timer = setInterval(() => {
    const isDue = Date.now() - lookedAt >= DAY_MS
    if (isDue) lookedAt = Date.now()
    sweeping = sweep(deps)
      .then(() => settleMerged(deps.db, deps.clock().toISOString()))
      .then(() => remindOffices(deps))
      .then(() => (isDue ? daily(deps) : undefined))
      .catch((error: unknown) => deps.log.error({ err: error }, 'sweep'))
  }, SWEEP_EVERY_MS)
  timer.unref()
  return {
    stop: async () => {
      clearInterval(timer)
      await Promise.all([sweeping, deps.sender.stop(), lists?.stop(), imports.stop(), assignments.stop()])
    },
  }
}

/** What is looked at once a day. Every process may look: what was told is marked, so nothing is told twice. */
const daily = async (deps: Deps): Promise<void> => {
  await tellExpiringCertificates(deps)
  await remindDeadlines(deps)
}

/** Removes sessions, drafts, links and counts of tries that ran out, a bounded number a time. */
export const sweep = async ({ db, clock, config }: Deps): Promise<void> => {
  const now = clock()
  await new SessionStore(db, clock, config.session).sweep()
  await deleteExpiredDrafts(db, now.toISOString())
  await sweepThrottles(db, now)
  await sweepLinks(db, now.toISOString())
  await sweepChallenges(db, now.toISOString())
  await sweepKeptForms(db, now.toISOString())
  await sweepUploads(db, now)
}
