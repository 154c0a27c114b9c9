import { Router } from 'express'
import type { Deps } from '../../deps'
import { ownEmailRoutes } from './own-email.routes'
import { ownPasswordRoutes } from './own-password.routes'

/** The password and the e-mail of whoever is signed in to the cabinet. */
export const accountsRoutes = (deps: Deps): Router => {
  const router = Router()
  ownPasswordRoutes(router, deps)
  ownEmailRoutes(router, deps)
  return router
}
