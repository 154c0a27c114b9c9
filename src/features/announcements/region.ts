import type { Request, Response } from 'express'
import type { Reference } from '../reference/reference'

const COOKIE = 'region'
const YEAR_MS = 365 * 24 * 60 * 60 * 1000

/** Whose announcements a person sees besides the national ones: those of the office chosen now or some time ago. */
export const officeOfVisitor = (req: Request, reference: Reference): number | undefined => {
  const asked: unknown = req.query.office ?? chosenBefore(req)
  const office = typeof asked === 'string' && /^\d{1,4}$/.test(asked) ? reference.office(Number(asked)) : undefined
  return office?.mergedInto ?? office?.id
}

/** Remembers the choice in the address, «everybody's alone» too. */
export const rememberRegion = (req: Request, res: Response): void => {
  const { office } = req.query
  if (typeof office !== 'string' || !/^\d{0,4}$/.test(office)) return
  res.cookie(COOKIE, office, { path: '/', httpOnly: true, sameSite: 'lax', secure: req.secure, maxAge: YEAR_MS })
}

const chosenBefore = (req: Request): string | undefined =>
  /(?:^|;\s*)region=(\d{1,4})(?:;|$)/.exec(req.headers.cookie ?? '')?.[1]
