import { Router } from 'express'
import type { Deps } from '../../deps'
import { chooseRoutes } from './choose.routes'
import { contactRoutes } from './contact.routes'
import { invitationRoutes } from './invitation.routes'
import { listRoutes } from './list.routes'

/** Authorised persons: whom an organisation names, and for whom they act. */
export const contactsRoutes = (deps: Deps): Router => {
  const router = Router()
  chooseRoutes(router, deps)
  listRoutes(router, deps)
  contactRoutes(router, deps)
  invitationRoutes(router, deps)
  return router
}
