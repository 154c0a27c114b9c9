import type { Request } from 'express'
import type { Actor } from '../audit/audit'

/** Who is behind a request, for the audit log. */
export const actorOf = (req: Request): Actor => {
  const user = req.session?.user
  return {
    kind: user?.kind ?? 'visitor',
    ...(user === undefined ? {} : { id: user.key }),
    ...(req.ip === undefined ? {} : { address: req.ip }),
    requestId: req.id as string,
  }
}
