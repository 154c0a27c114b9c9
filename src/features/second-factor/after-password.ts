import type { Request } from 'express'
import type { Deps } from '../../deps'
import { signInByHalf } from '../../http/session'
import type { Entrance } from '../accounts/entrance'
import { attemptOf, type Entrant, enter } from '../accounts/sign-in.service'
import type { SignInLimits } from '../accounts/sign-in-limits'
import { ensureDemoFactor } from './demo-code'
import { findFactor } from './second-factors.repository'

const MINUTE = 60_000

/** So long the second step may take: enough to fetch a phone and to set up an app. */
const HALF_SIGNED_IN_MS = 10 * MINUTE

/**
 * What follows a right password: the code, the setting-up of one where it is obligatory, or the entry itself. Returns
 * where to go; undefined when the account was closed at this very moment.
 */
export const afterPassword = async (
  deps: Deps & { limits: SignInLimits },
  { door, paths, secondFactor }: Entrance,
  req: Request,
  entrant: Entrant,
  next: string,
): Promise<string | undefined> => {
  const { user, login } = entrant
  if (secondFactor === 'obligatory') await ensureDemoFactor(deps, entrant)
  const factor = await findFactor(deps.db, user.id)
  if (factor === undefined && secondFactor === 'optional') {
    return (await enter(deps, door, entrant, req, { how: 'password' })) ? next : undefined
  }
  const until = new Date(deps.clock().getTime() + HALF_SIGNED_IN_MS).toISOString()
  await deps.db.transaction(async trx => {
    await deps.limits.passed(trx, attemptOf(door, login, req.ip))
    await signInByHalf(trx, req, { user, login, next, until })
  })
  return factor === undefined ? paths.setUp : paths.code
}
