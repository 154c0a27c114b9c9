import { Router } from 'express'
import type { Deps } from '../../deps'
import { codesPage } from '../second-factor/codes-page'
import { CORNERS } from './corner'
import { factorPages } from './factor-pages'
import { securityPage } from './security-page'
import { setUpPage } from './set-up-page'
import { staffPages } from './staff-pages'

/** What people see and decide about the security of their own account; and what administrators can reset. */
export const securityRoutes = (deps: Deps): Router => {
  const router = Router()
  for (const corner of CORNERS) {
    securityPage(router, deps, corner)
    setUpPage(router, deps, corner)
    factorPages(router, deps, corner)
    codesPage(router, deps, { ...corner, path: corner.paths.codes, back: corner.paths.home })
  }
  staffPages(router, deps)
  return router
}
