import { Router } from 'express'
import type { Deps } from '../../deps'
import { apiRoutes } from './api.routes'
import { catalogueRoutes } from './catalogue.routes'
import { createLookupLimit } from './codes-limits'
import { pageRoutes } from './page.routes'

/** «Получить данные о кодах и формах»: pages for people, and the public JSON for the programs that know the real system. */
export const codesRoutes = (deps: Deps): Router => {
  const router = Router()
  const limit = createLookupLimit(deps.db)
  apiRoutes(router, deps, limit)
  // Before the pages of organisations, whose address takes any word.
  catalogueRoutes(router, deps)
  pageRoutes(router, deps, limit)
  return router
}
