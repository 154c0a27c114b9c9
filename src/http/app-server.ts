import { createServer, IncomingMessage, type Server, type ServerOptions, ServerResponse } from 'node:http'
import type { Express } from 'express'

/**
 * The HTTP server of an app. Its requests and responses have the app's prototypes from birth: Express would change them
 * at each request, and V8 keeps objects whose prototype was changed off its fast paths and alive for longer, with all
 * that hangs on them. That made up three quarters of what an Express hello costs.
 */
export const serverOf = (app: Express, options: ServerOptions = {}): Server => {
  class AppRequest extends IncomingMessage {}
  class AppResponse extends ServerResponse {}
  Object.setPrototypeOf(AppRequest.prototype, app.request)
  Object.setPrototypeOf(AppResponse.prototype, app.response)
  app.request = AppRequest.prototype as typeof app.request
  app.response = AppResponse.prototype as typeof app.response
  return createServer({ ...options, IncomingMessage: AppRequest, ServerResponse: AppResponse }, app)
}
