import { randomUUID } from 'node:crypto'
import type { Express, Request, Response } from 'express'
import type { Logger } from 'pino'

declare module 'express-serve-static-core' {
  interface Request {
    /** Number of the request: on error pages, in the audit log, in every line of the log about it. */
    id: string
    /** The log, with the request named in each line. */
    readonly log: Logger
    /** It once somebody has asked for it. */
    namedLog?: Logger
  }
}

/**
 * One line a request: number, method, path, status, time. No query, no body, no headers, no address: nothing that
 * tells of a person. Tokens that stand in a path (links from letters) are cut out. Written by hand, because pino-http
 * makes a logger and two listeners for each request, most of which only ever log this line. Requests get their log
 * from the prototype: a getter of its own would turn each of them into a dictionary.
 */
export const installLog = (app: Express, log: Logger): void => {
  Object.defineProperty(app.request, 'log', {
    configurable: true,
    get(this: Request) {
      return (this.namedLog ??= log.child({ req: nameOf(this) }))
    },
  })
  app.use((req, res, next) => {
    req.id = randomUUID()
    if (!SILENT.test(req.url)) {
      const started = Date.now()
      res.on('close', () => report(log, req, res, Date.now() - started))
    }
    next()
  })
}

const SILENT = /^\/(health|assets)\//

const nameOf = ({ id, method, originalUrl }: Request) => ({ id, method, path: withoutSecrets(originalUrl) })

/** The answer is out, or whoever asked has gone. */
const report = (log: Logger, req: Request, res: Response, responseTime: number): void => {
  const line = { req: nameOf(req), res: { status: res.statusCode }, responseTime }
  if (res.statusCode >= 500) log.error(line, 'request failed')
  else log.info(line, res.writableFinished ? 'request completed' : 'request aborted')
}

/** The path alone; anything in it as long as a token is replaced. */
export const withoutSecrets = (url: string): string => (url.split('?')[0] ?? '').replace(/[\w-]{30,}(\.[\w-]+)?/g, '…')
