import type { Knex } from 'knex'
import type { Db } from '../../db/db'
import { clientNetwork } from '../accounts/client-network'
import { createThrottle } from '../accounts/throttle'

const MINUTE = 60

/** Whose code is guessed, and from where. */
export type CodeAttempt = { userId: string; address: string | undefined }

export type CodeLimits = {
  /** Counts a try before the code is looked at. Returns how many seconds to wait; 0 when it may go on. */
  take(attempt: CodeAttempt): Promise<number>
  succeeded(db: Db, attempt: CodeAttempt): Promise<void>
}

/**
 * Five wrong codes an account in a quarter of an hour, then ever longer waiting: of a million codes three are right at
 * a time, so guessing takes years. Only who knows the password comes this far, so that no stranger can lock an owner out.
 */
export const createCodeLimits = (db: Knex): CodeLimits => {
  const perUser = createThrottle(db, {
    name: 'second-factor.user',
    points: 5,
    seconds: 15 * MINUTE,
    longestWait: 60 * MINUTE,
  })
  const perAddress = createThrottle(db, { name: 'second-factor.address', points: 30, seconds: 15 * MINUTE })
  return {
    take: async ({ userId, address }) => {
      const fromAddress = await perAddress.take(clientNetwork(address))
      return fromAddress > 0 ? fromAddress : perUser.take(userId)
    },
    succeeded: async (trx, { userId, address }) => {
      await perAddress.giveBack(trx, clientNetwork(address))
      await perUser.forget(trx, userId)
    },
  }
}
