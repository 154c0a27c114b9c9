import type { Actor } from '../../audit/audit'
import type { Deps } from '../../deps'
import { recheckSignature } from './recheck-signature'
import { listUndecided } from './signatures.repository'

type Recheckers = Pick<Deps, 'config' | 'db' | 'clock' | 'trust' | 'signatures'>

const SYSTEM: Actor = { kind: 'system' }

/**
 * Checks every signature again that could not be checked so far, of whatever was sent with it, in pages by number, so
 * that what stays undecided is not met twice. Gives a line in words for each.
 */
export const recheckUndecided = async (deps: Recheckers): Promise<string[]> => {
  const told: string[] = []
  for (let ids = await listUndecided(deps.db); ids.length > 0; ids = await listUndecided(deps.db, ids.at(-1))) {
    for (const id of ids) told.push(await recheckInWords(deps, id))
  }
  return told
}

/** One of them, by the system. */
export const recheckInWords = async (deps: Recheckers, id: number): Promise<string> => {
  const checked = await recheckSignature(deps, id, SYSTEM, null)
  return checked === undefined ? `signature ${id}: gone` : `signature ${id}: ${checked.before} -> ${checked.after}`
}
