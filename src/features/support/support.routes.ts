import { Router } from 'express'
import type { Deps } from '../../deps'
import { cabinetRoutes } from './cabinet.routes'
import { officeRoutes } from './office.routes'
import { publishRoutes } from './publish.routes'
import { visitorRoutes } from './visitor.routes'

/** «Форум техподдержки»: questions of visitors and respondents, answers of the offices. */
export const supportRoutes = (deps: Deps): Router => {
  const router = Router()
  visitorRoutes(router, deps)
  cabinetRoutes(router, deps)
  officeRoutes(router, deps)
  publishRoutes(router, deps)
  return router
}
