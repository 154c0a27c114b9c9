import { randomUUID } from 'node:crypto'
import type { Request, RequestHandler, Response } from 'express'
import type { Logger } from 'pino'

declare module 'express-serve-static-core' {
  interface Request {
    /** Number of the request: on error pages, in the audit log, in every line of the log about it. */
    id: string
    /** The log, with the request named in each line. */
    log: Logger
  }
}

/**
 * One line a request: number, method, path, status, time. No query, no body, no headers, no address: nothing that
 * tells of a person. Tokens that stand in a path (links from letters) are cut out. Written by hand, because pino-http
 * makes a logger and two listeners for each request, most of which only ever log this line.
 */
export const requestLog =
  (log: Logger): RequestHandler =>
  (req, res, next) => {
    req.id = randomUUID()
    const named = { id: req.id, method: req.method, path: withoutSecrets(req.url) }
    let own: Logger | undefined
    Object.defineProperty(req, 'log', { configurable: true, get: () => (own ??= log.child({ req: named })) })
    if (!SILENT.test(req.url)) {
      const started = Date.now()
      res.once('close', () => report(log, named, res, Date.now() - started))
    }
    next()
  }

const SILENT = /^\/(health|assets)\//

type Named = Pick<Request, 'id' | 'method'> & { path: string }

/** The answer is out, or whoever asked has gone. */
const report = (log: Logger, req: Named, res: Response, responseTime: number): void => {
  const line = { req, res: { status: res.statusCode }, responseTime }
  if (res.statusCode >= 500) log.error(line, 'request failed')
  else log.info(line, res.writableFinished ? 'request completed' : 'request aborted')
}

/** The path alone; anything in it as long as a token is replaced. */
export const withoutSecrets = (url: string): string => (url.split('?')[0] ?? '').replace(/[\w-]{30,}(\.[\w-]+)?/g, '…')
