import type { Request, Response } from 'express'
import type { Knex } from 'knex'
import { tooManyRequests } from '../../http/errors'
import { clientNetwork } from '../accounts/client-network'
import { createThrottle } from '../accounts/throttle'
import { inMinutes } from '../accounts/waiting'

/** Questions a minute from one address: an accountant of many organisations has enough, a copy of the register takes long. */
const POINTS = 60

/** Counts a question about the register, of a page or a program alike. Throws 429 with the time to wait. */
export const createLookupLimit = (db: Knex): ((req: Request, res: Response) => Promise<void>) => {
  const throttle = createThrottle(db, { name: 'codes.lookup', points: POINTS, seconds: 60 })
  return async req => {
    const seconds = await throttle.take(clientNetwork(req.ip))
    if (seconds > 0)
      throw tooManyRequests(
        `С вашего адреса слишком часто запрашивают данные. Попробуйте ещё раз ${inMinutes(seconds)}.`,
        seconds,
      )
  }
}
