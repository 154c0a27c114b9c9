import { Router } from 'express'
import type { Deps } from '../../deps'
import { cabinetDoor } from './cabinet-door'
import { officeDoor } from './office-door'

/** The two doors: respondents to the cabinet, staff to the office. */
export const signInRoutes = (deps: Deps): Router => {
  const router = Router()
  cabinetDoor(router, deps)
  officeDoor(router, deps)
  return router
}
