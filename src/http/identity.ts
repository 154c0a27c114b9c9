import type { Request, RequestHandler } from 'express'
import { issueToken } from './csrf'
import { forbidden, seeOther } from './errors'
import { paths } from './paths'
import { type SignedIn, signOut } from './session'

export type Respondent = { kind: 'respondent'; accountId: number; organisationId: number; name: string }

export type StaffRole = 'specialist' | 'office_admin' | 'system_admin'

export type StaffMember = {
  kind: 'staff'
  staffId: number
  name: string
  role: StaffRole
  /** The administrator of the system belongs to no office. */
  officeId: number | null
  /** Of the office; times on staff pages are shown in it. */
  timeZone: string
}

export type Identity = Respondent | StaffMember

declare module 'express-serve-static-core' {
  interface Request {
    identity?: Identity
  }
}

/**
 * Loads who is signed in, anew for every request: an account that was blocked a second ago is out at once. People who
 * are signed in get a token on every page, for «Выйти»; visitors only where there is a form.
 */
export const loadIdentity =
  (find: (user: SignedIn) => Promise<Identity | undefined>): RequestHandler =>
  async (req, res, next) => {
    const user = req.session?.user
    if (user === undefined) return next()
    const identity = await find(user)
    if (identity === undefined) {
      await signOut(req)
      return next()
    }
    req.identity = identity
    return issueToken(req, res, next)
  }

/** For pages of the office: whoever is not signed in as staff goes to the staff sign-in and comes back. */
export const staffOf = (req: Request): StaffMember => {
  if (req.identity?.kind !== 'staff')
    throw seeOther(`${paths.office.signIn}?next=${encodeURIComponent(returnTo(req, paths.office.home))}`)
  return req.identity
}

/** The same for members of staff who belong to an office, for what only an office can do. */
export const officeStaffOf = (req: Request): StaffMember & { officeId: number } => {
  const staff = staffOf(req)
  if (staff.officeId === null) throw forbidden('Это действие выполняют специалисты территориального органа.')
  return { ...staff, officeId: staff.officeId }
}

export const respondentOf = (req: Request): Respondent => {
  if (req.identity?.kind !== 'respondent')
    throw seeOther(`${paths.signIn}?next=${encodeURIComponent(returnTo(req, paths.cabinet.home))}`)
  return req.identity
}

const returnTo = (req: Request, home: string): string => (req.method === 'GET' ? req.originalUrl : home)

/** A place to return to after signing in: only a path of ours below `prefix`, never another site. */
export const safeReturn = (next: unknown, prefix: string): string =>
  typeof next === 'string' && new RegExp(`^${prefix}(/[\\w./?=&%-]*)?$`).test(next) && !next.includes('//')
    ? next
    : prefix
