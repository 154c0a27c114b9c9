import { Router } from 'express'
import type { Deps } from '../../deps'
import { linkRoutes } from './link.routes'
import { requestRoutes } from './request.routes'

/** «Восстановление пароля»: a link by e-mail, and the new password behind it. */
export const recoveryRoutes = (deps: Deps): Router => {
  const router = Router()
  requestRoutes(router, deps)
  linkRoutes(router, deps)
  return router
}
