import { Router } from 'express'
import type { Deps } from '../../deps'
import { certificateRoutes } from './certificates.routes'
import { checkRoutes } from './check.routes'
import { contactRoutes } from './contacts.routes'
import { generalRoutes } from './general.routes'
import { linkRoutes } from './link.routes'
import { signingRoutes } from './signing/signing.routes'
import { startRoutes } from './start.routes'
import { statusRoutes } from './status.routes'

/** The application for registration: the visitor's side, from the ОКПО to the decision. */
export const registrationRoutes = (deps: Deps): Router => {
  const router = Router()
  startRoutes(router, deps)
  generalRoutes(router, deps)
  certificateRoutes(router, deps)
  contactRoutes(router, deps)
  checkRoutes(router, deps)
  signingRoutes(router, deps)
  linkRoutes(router, deps)
  statusRoutes(router, deps)
  return router
}
