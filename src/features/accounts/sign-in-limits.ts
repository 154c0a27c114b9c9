import type { Knex } from 'knex'
import { clientNetwork } from './client-network'
import { createMemory, createThrottle } from './throttle'

const MINUTE = 60
const DAY = 86_400

/** Who tries to come in, as typed, and from where. */
export type Attempt = { kind: 'respondent' | 'staff'; login: string; address: string | undefined }

export type SignInLimits = {
  /** Counts an attempt before the password is looked at. Returns how many seconds to wait; 0 when it may go on. */
  take(attempt: Attempt): Promise<number>
  /** The password was right: the attempt does not count. */
  passed(attempt: Attempt): Promise<void>
  /** They are in: wrong passwords are forgotten, and from here the account is no stranger any more. */
  succeeded(attempt: Attempt): Promise<void>
  /** The owner has shown by a link to be the owner: whatever strangers guessed does not stop them here. */
  recovered(attempt: Attempt): Promise<void>
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
  const known = createMemory(db, { name: 'sign-in.known', seconds: 90 * DAY })

  const accountKey = async ({ kind, login, address }: Attempt): Promise<string[]> => {
    const here = [kind, login, clientNetwork(address)]
    return (await known.has(...here)) ? here : [kind, login]
  }

  return {
    take: async attempt => {
      const fromAddress = await perAddress.take(clientNetwork(attempt.address))
      return fromAddress > 0 ? fromAddress : perAccount.take(...(await accountKey(attempt)))
    },
    passed: async attempt => {
      await perAddress.giveBack(clientNetwork(attempt.address))
      await perAccount.giveBack(...(await accountKey(attempt)))
    },
    succeeded: async attempt => {
      const { kind, login, address } = attempt
      await perAccount.forget(...(await accountKey(attempt)))
      await known.keep(kind, login, clientNetwork(address))
    },
    recovered: async ({ kind, login, address }) => {
      await perAccount.forget(kind, login)
      await perAccount.forget(kind, login, clientNetwork(address))
      await known.keep(kind, login, clientNetwork(address))
    },
  }
}
