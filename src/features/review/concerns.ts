import type { Reference } from '../reference/reference'
import { compareWithRegister, registerStanding, STANDING_MARKS } from './comparison'
import type { HandedIn } from './handed-in'

/**
 * What has to be looked at before an application is approved: how the register stands to it, where it differs from the
 * register as it is today, and the other warnings of the protocol. When there is any of it, approving needs a tick.
 */
export const concernsAbout = (handedIn: HandedIn, reference: Reference): string[] => {
  const mark = STANDING_MARKS[registerStanding(handedIn.organisation)]
  const differences = compareWithRegister(handedIn, reference).filter(({ differs }) => differs)
  // The protocol also warns of differences from the register, but of that day.
  const warnings = handedIn.findings.filter(
    ({ rule, severity }) => severity === 'warning' && !rule.endsWith('.register'),
  )
  return [
    ...(mark === undefined ? [] : [mark]),
    ...differences.map(({ field, ours, theirs }) => `${field}: ${ours} (в регистре ${theirs})`),
    ...warnings.map(({ message }) => message),
  ]
}
