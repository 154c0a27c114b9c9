import type { Knex } from 'knex'
import type { Db } from '../../db/db'
import { clientNetwork } from './client-network'
import { createMemory, createThrottle } from './throttle'

const MINUTE = 60
const DAY = 86_400

/** Who tries to come in, as typed, and from where. */
export type Attempt = { kind: 'respondent' | 'staff'; login: string; address: string | undefined }

export type SignInLimits = {
  /** Counts an attempt before the password is looked at. Returns how many seconds to wait; 0 when it may go on. */
  take(attempt: Attempt): Promise<number>
  /** The password was right, and a second step follows: the attempt does not count. */
  passed(db: Db, attempt: Attempt): Promise<void>
  /**
   * They are in: wrong passwords are forgotten, and from here the account is no stranger any more.
   * @param counted whether the attempt was counted and not given back yet
   */
  succeeded(db: Db, attempt: Attempt, counted: boolean): Promise<void>
  /** The owner has shown by a link to be the owner: whatever strangers guessed does not stop them here. */
  recovered(db: Db, attempt: Attempt): Promise<void>
}

/**
 * Five wrong passwords an account and thirty an address in a quarter of an hour. An address from which the account
 * signed in before is counted apart, so that strangers who guess do not lock the owner out. Unknown logins are
 * counted like known ones: a lock tells nobody that an account exists.
 */
export const createSignInLimits = (db: Knex): SignInLimits => {
  const perAccount = createThrottle(db, {
    name: 'sign-in.account',
    points: 5,
    seconds: 15 * MINUTE,
    longestWait: 60 * MINUTE,
  })
  const perAddress = createThrottle(db, { name: 'sign-in.address', points: 30, seconds: 15 * MINUTE })
  const known = createMemory({ name: 'sign-in.known', seconds: 90 * DAY })

  const accountKey = async (at: Db, { kind, login, address }: Attempt): Promise<string[]> => {
    const here = [kind, login, clientNetwork(address)]
    return (await known.has(at, ...here)) ? here : [kind, login]
  }

  return {
    take: async attempt => {
      const fromAddress = await perAddress.take(clientNetwork(attempt.address))
      return fromAddress > 0 ? fromAddress : perAccount.take(...(await accountKey(db, attempt)))
    },
    passed: async (trx, attempt) => {
      await perAddress.giveBack(trx, clientNetwork(attempt.address))
      await perAccount.giveBack(trx, ...(await accountKey(trx, attempt)))
    },
    succeeded: async (trx, attempt, counted) => {
      const { kind, login, address } = attempt
      if (counted) await perAddress.giveBack(trx, clientNetwork(address))
      await perAccount.forget(trx, ...(await accountKey(trx, attempt)))
      await known.keep(trx, kind, login, clientNetwork(address))
    },
    recovered: async (trx, { kind, login, address }) => {
      await perAccount.forget(trx, kind, login)
      await perAccount.forget(trx, kind, login, clientNetwork(address))
      await known.keep(trx, kind, login, clientNetwork(address))
    },
  }
}
