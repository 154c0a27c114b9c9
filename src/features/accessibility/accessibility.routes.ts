import { Router } from 'express'
import type { Deps } from '../../deps'
import { paths } from '../../http/paths'
import { chooseView } from '../../http/view-settings'

/**
 * The statement of accessibility, and the panel of every page: what it is set to is a preference kept in a cookie, so a
 * plain GET may change it. Pages with a form send the form along instead (src/http/form-page.ts).
 */
export const accessibilityRoutes = (_deps: Deps): Router => {
  const router = Router()
  router.get(paths.accessibility, (_req, res) => res.page('accessibility/accessibility'))
  router.get(paths.accessibilityView, (req, res) => {
    const { _view: choice, back } = req.query
    if (typeof choice === 'string' && !isPrefetch(req.get('sec-purpose'))) chooseView(req, res, choice)
    res.set('Cache-Control', 'no-store').redirect(303, ownPage(back))
  })
  return router
}

/** A browser that looks ahead has not been asked to change anything. */
const isPrefetch = (purpose: string | undefined): boolean => purpose?.startsWith('prefetch') ?? false

/** A page of this site, never another one. */
const ownPage = (back: unknown): string => {
  const here = 'http://here'
  if (typeof back !== 'string' || !back.startsWith('/') || !URL.canParse(back, here)) return paths.accessibility
  const url = new URL(back, here)
  return url.origin === here ? `${url.pathname}${url.search}` : paths.accessibility
}
