import { Router } from 'express'
import type { Deps } from '../../deps'
import { editingRoutes } from './editing.routes'
import { publicRoutes } from './public.routes'

export const faqRoutes = (deps: Deps): Router => {
  const router = Router()
  publicRoutes(router, deps)
  editingRoutes(router, deps)
  return router
}
