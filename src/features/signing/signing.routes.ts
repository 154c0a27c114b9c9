import { Router } from 'express'
import type { Deps } from '../../deps'
import { applicantRoutes } from './applicant.routes'
import { officeRoutes } from './office.routes'

/** Signing of the application, and what the office sees of the signature. */
export const signingRoutes = (deps: Deps): Router => {
  const router = Router()
  applicantRoutes(router, deps)
  officeRoutes(router, deps)
  return router
}
