import { Router } from 'express'
import type { Deps } from '../../deps'
import { chooseRoutes } from './choose.routes'

/** Authorised persons: whom an organisation names, and for whom they act. */
export const contactsRoutes = (deps: Deps): Router => {
  const router = Router()
  chooseRoutes(router, deps)
  return router
}
