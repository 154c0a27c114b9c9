import csurf from 'csurf'
import type { Request, RequestHandler } from 'express'
import type { Config } from '../config'
import { sentText } from '../validation/sent-text'
import { forbidden } from './errors'

/*
 * Protection against forged requests, in one file: a token in every form (csurf, session mode) and, before the body
 * is read, a look at where the request comes from. Why csurf and how its weaknesses are met: docs/decisions.
 */

const FOREIGN =
  'Форма отправлена не со страницы этого сайта. Откройте нужную страницу сайта и повторите действие на ней.'

/** Refuses a state-changing request that a browser says comes from another site. Runs before any byte of the body. */
export const sameOrigin = (config: Config): RequestHandler => {
  const own = new URL(config.baseUrl).host
  return (req, _res, next) => {
    if (req.method === 'GET' || req.method === 'HEAD' || comesFromHere(req, own)) next()
    else next(forbidden(FOREIGN))
  }
}

/** Browsers too old for either header send none; the token alone decides for them. */
const comesFromHere = (req: Request, own: string): boolean => {
  const site = req.get('sec-fetch-site')
  if (site !== undefined && site !== 'same-origin' && site !== 'none') return false
  const origin = req.get('origin')
  if (origin === undefined) return true
  const host = URL.canParse(origin) ? new URL(origin).host : undefined
  return host !== undefined && (host === own || host === req.get('host'))
}

const tokenOf = (req: Request): string => sentText(req.body, '_csrf')

const protect = csurf({ value: tokenOf })
/** Makes tokens and checks none: at a POST the body, and the token in it, has not been read yet. */
const issue = csurf({ ignoreMethods: ['GET', 'HEAD', 'OPTIONS', 'POST'] })

/** Gives the page a token. Only where there is a form: it starts a session for a visitor who had none. */
export const issueToken: RequestHandler = (req, res, next) => {
  issue(req, res, error => {
    if (error) return next(error)
    res.locals.csrfToken = req.csrfToken()
    next()
  })
}

/**
 * For POST, once the body is read: calls `next` when the token is right, `stale` when it is missing or of another
 * session. Either way the page that follows has a fresh token.
 */
export const checkToken =
  (stale: RequestHandler): RequestHandler =>
  (req, res, next) => {
    protect(req, res, error => {
      const refused = (error as { code?: string } | undefined)?.code === 'EBADCSRFTOKEN'
      if (error && !refused) return next(error)
      res.locals.csrfToken = req.csrfToken()
      if (!refused) return next()
      req.log?.warn({ code: 'EBADCSRFTOKEN' }, 'form token refused')
      return stale(req, res, next)
    })
  }
