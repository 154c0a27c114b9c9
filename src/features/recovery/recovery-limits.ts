import type { Knex } from 'knex'
import { clientNetwork } from '../accounts/client-network'
import type { OwnerKey } from '../accounts/owners.repository'
import { createThrottle } from '../accounts/throttle'

const HOUR = 3600

export type RecoveryLimits = {
  /** Counts a request of this address. Returns how many seconds to wait; 0 when it may go on. */
  ask(address: string | undefined): Promise<number>
  /** Counts a wrong pair. True while the answer may still tell that it was wrong. */
  mayTell(okpo: string): Promise<boolean>
  /** Counts a letter. False when the mailbox has had enough of them. */
  maySend(owner: OwnerKey): Promise<boolean>
  /** The link was used: whoever asks next is asking anew. */
  recovered(owner: OwnerKey): Promise<void>
}

/**
 * Thirty requests an hour from one address. Ten wrong pairs an hour for one ОКПО are called wrong; from then on right
 * and wrong ones get the same answer, so that guessing tells nothing, and a right one still gets its letter: strangers
 * who guess do not lock the owner out. Three letters an hour: the last link lives as long as the mailbox is closed to
 * new ones, so there is always one that works.
 */
export const createRecoveryLimits = (db: Knex): RecoveryLimits => {
  const byAddress = createThrottle(db, { name: 'recovery.address', points: 30, seconds: HOUR })
  const wrong = createThrottle(db, { name: 'recovery.wrong', points: 10, seconds: HOUR })
  const letters = createThrottle(db, { name: 'recovery.letters', points: 3, seconds: HOUR })
  return {
    ask: address => byAddress.take(clientNetwork(address)),
    mayTell: async okpo => (await wrong.take(okpo)) === 0,
    maySend: async ({ kind, id }) => (await letters.take(kind, String(id))) === 0,
    recovered: ({ kind, id }) => letters.forget(db, kind, String(id)),
  }
}
