import { Router } from 'express'
import type { Deps } from '../../deps'
import { paths } from '../../http/paths'

export const homeRoutes = (_deps: Deps): Router => {
  const router = Router()
  router.get(paths.home, (_req, res) => res.page('home/home'))
  return router
}
