import type { Deps } from '../../deps'
import { findByNumber } from '../applications/applications.repository'
import { recheckInWords, recheckUndecided } from './recheck-all'
import { findSent } from './signatures.repository'

/**
 * Checks the signature that an application was handed in with last, or, without a number, every signature that could
 * not be checked so far. Gives a line in words for each. Undefined: no signed application has this number.
 */
export const recheckSignatures = async (
  deps: Pick<Deps, 'config' | 'db' | 'clock' | 'trust' | 'signatures'>,
  number?: string,
): Promise<string[] | undefined> => {
  if (number === undefined) return recheckUndecided(deps)
  const application = await findByNumber(deps.db, number)
  if (application === undefined) return undefined
  const signature = await findSent(deps.db, { kind: 'application', id: application.id }, application.submissions)
  return signature && [await recheckInWords(deps, signature.id)]
}
