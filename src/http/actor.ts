import type { Request } from 'express'
import type { Actor } from '../audit/audit'
import { browserWords } from './browser-words'

/** Who is behind a request, for the audit log. */
export const actorOf = (req: Request): Actor => {
  return {
    ...whoIs(req),
    ...(req.ip === undefined ? {} : { address: req.ip }),
    browser: browserWords(req.get('user-agent')),
    requestId: req.id,
  }
}

const whoIs = ({ session, identity }: Request): Actor => {
  const user = session?.user
  if (user === undefined) return { kind: 'visitor' }
  const organisation = identity?.kind === 'respondent' ? { organisationId: identity.organisationId } : {}
  return {
    kind: user.kind,
    ...organisation,
    ...(user.subject === 'person' ? { personId: user.key } : { id: user.key }),
  }
}
