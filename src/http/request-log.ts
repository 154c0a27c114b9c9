import { randomUUID } from 'node:crypto'
import type { RequestHandler } from 'express'
import type { Logger } from 'pino'
import pinoHttp from 'pino-http'
import { describeError } from '../log'

/**
 * One line a request: number, method, path, status, time. No query, no body, no headers, no address: nothing that
 * tells of a person. Tokens that stand in a path (links from letters) are cut out.
 */
export const requestLog = (log: Logger): RequestHandler =>
  pinoHttp({
    logger: log,
    genReqId: () => randomUUID(),
    serializers: {
      req: (req: { id: string; method: string; url: string }) => ({
        id: req.id,
        method: req.method,
        path: withoutSecrets(req.url),
      }),
      res: (res: { statusCode: number }) => ({ status: res.statusCode }),
      err: describeError,
    },
    customLogLevel: (_req, res, error) => (error || res.statusCode >= 500 ? 'error' : 'info'),
    autoLogging: {
      ignore: req => /^\/(health|assets)\//.test(req.url ?? ''),
    },
  })

/** The path alone; anything in it as long as a token is replaced. */
export const withoutSecrets = (url: string): string => (url.split('?')[0] ?? '').replace(/[\w-]{30,}(\.[\w-]+)?/g, '…')
