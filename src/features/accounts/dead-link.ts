import type { Request, RequestHandler, Response } from 'express'
import type { Knex } from 'knex'
import { tooManyRequests } from '../../http/errors'
import { clientNetwork } from './client-network'
import { createThrottle } from './throttle'
import { inMinutes } from './waiting'

export type DeadLinks = {
  /** Refuses (429) an address that has tried too many links that do not work. Before the link is looked at. */
  limit: RequestHandler
  /** Says that a link does not work, without saying why, and where a new one comes from. Counts the try. */
  show(req: Request, res: Response, renew?: string): Promise<void>
}

const HOUR = 3600
const TRIES = 30

/** Whoever guesses links gets thirty tries an hour from one address; a token has 256 random bits. */
export const createDeadLinks = (db: Knex): DeadLinks => {
  const tries = createThrottle(db, { name: 'one-time-link.address', points: TRIES, seconds: HOUR })
  return {
    limit: async (req, _res, next) => {
      const seconds = await tries.wait(clientNetwork(req.ip))
      next(
        seconds === 0
          ? undefined
          : tooManyRequests(
              `Слишком много недействительных ссылок. Попробуйте ещё раз ${inMinutes(seconds)}.`,
              seconds,
            ),
      )
    },
    show: async (req, res, renew) => {
      await tries.take(clientNetwork(req.ip))
      res.status(404).page('accounts/dead-link', { renew })
    },
  }
}
