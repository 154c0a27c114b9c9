import type { Actor } from '../../audit/audit'
import type { Deps } from '../../deps'
import { findByNumber } from '../applications/applications.repository'
import { recheckSignature } from './recheck-signature'
import { findSent, listUndecided } from './signatures.repository'

type Recheckers = Pick<Deps, 'db' | 'clock' | 'trust' | 'signatures'>

const SYSTEM: Actor = { kind: 'system' }

/**
 * Checks the signature that an application was handed in with last, or, without a number, every signature that could
 * not be checked so far. Gives a line in words for each. Undefined: no signed application has this number.
 */
export const recheckSignatures = async (deps: Recheckers, number?: string): Promise<string[] | undefined> => {
  if (number === undefined) return recheckUndecided(deps)
  const application = await findByNumber(deps.db, number)
  const signature = application && (await findSent(deps.db, application.id, application.submissions))
  return signature && [await recheck(deps, signature.id)]
}

/** In pages by number, so that what stays undecided is not met twice. */
const recheckUndecided = async (deps: Recheckers): Promise<string[]> => {
  const told: string[] = []
  for (let ids = await listUndecided(deps.db); ids.length > 0; ids = await listUndecided(deps.db, ids.at(-1))) {
    for (const id of ids) told.push(await recheck(deps, id))
  }
  return told
}

const recheck = async (deps: Recheckers, id: number): Promise<string> => {
  const checked = await recheckSignature(deps, id, SYSTEM, null)
  return checked === undefined ? `signature ${id}: gone` : `signature ${id}: ${checked.before} -> ${checked.after}`
}
