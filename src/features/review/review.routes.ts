import { Router } from 'express'
import type { Deps } from '../../deps'
import { applicationRoutes } from './application.routes'
import { approveRoutes } from './approve.routes'
import { batchRoutes } from './batch.routes'
import { exportRoutes } from './export.routes'
import { handOverRoutes } from './hand-over.routes'
import { nextRoutes } from './next.routes'
import { noteRoutes } from './note.routes'
import { queueRoutes } from './queue.routes'
import { rejectRoutes } from './reject.routes'
import { returnRoutes } from './return.routes'
import { signatureRoutes } from './signature.routes'
import { takeRoutes } from './take.routes'

/** The office: the queue of applications for registration, the application, the decision. */
export const reviewRoutes = (deps: Deps): Router => {
  const router = Router()
  queueRoutes(router, deps)
  nextRoutes(router, deps)
  exportRoutes(router, deps)
  batchRoutes(router, deps)
  applicationRoutes(router, deps)
  signatureRoutes(router, deps)
  takeRoutes(router, deps)
  noteRoutes(router, deps)
  handOverRoutes(router, deps)
  returnRoutes(router, deps)
  rejectRoutes(router, deps)
  approveRoutes(router, deps)
  return router
}
