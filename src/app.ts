import express, { type Express } from 'express'
import type { Deps } from './deps'
import { features } from './features'
import { findIdentity } from './features/sign-in/identity'
import { assets, loadStylesheets } from './http/assets'
import { sameOrigin } from './http/csrf'
import { errorPages, noSuchPage } from './http/error-pages'
import { health, type Readiness } from './http/health'
import { loadIdentity } from './http/identity'
import { keptForms } from './http/kept-forms'
import { installPages } from './http/page'
import { installLog } from './http/request-log'
import { securityHeaders } from './http/security-headers'
import { sessions } from './http/session'
import { SessionStore } from './http/session-store'
import { shell, templateGlobals } from './http/shell'
import { loadTemplates } from './http/templates'
import { wakeSender } from './mail/wake-sender'

/** The web application. Reads from top to bottom as the life of a request. */
export const createApp = (deps: Deps, readiness: Readiness = { draining: false }): Express => {
  const { config, db, clock, log } = deps
  const stylesheets = loadStylesheets()
  const app = express()
  app.disable('x-powered-by')
  app.disable('etag')
  app.set('trust proxy', config.trustProxy)
  app.set('query parser', 'simple')
  installPages(app, loadTemplates(templateGlobals()), shell(config, stylesheets), config.compression)

  installLog(app, log)
  app.use(securityHeaders(config))
  app.use(health(db, readiness))
  app.use(assets(stylesheets))
  app.use(sameOrigin(config))
  app.use(wakeSender(deps.sender))
  app.use(sessions(config, new SessionStore(db, clock, config.session, log)))
  app.use(loadIdentity(findIdentity(deps)))
  app.use(keptForms(db, clock, config))
  app.use(features(deps))
  app.use(noSuchPage)
  app.use(errorPages)
  return app
}
