import { Router } from 'express'
import { paths } from '../../http/paths'

export const helpRoutes = (): Router => {
  const router = Router()
  /** Opened from the form it returns to the form as it was: what was typed travels along in the address. */
  router.get(paths.help.okpo, (req, res) => {
    const typed = typeof req.query.okpo === 'string' ? req.query.okpo.slice(0, 20) : ''
    const back =
      typed === '' ? paths.registration.start : `${paths.registration.start}?okpo=${encodeURIComponent(typed)}`
    res.page('help/okpo', { back })
  })
  return router
}
