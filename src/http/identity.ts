import type { Request, RequestHandler } from 'express'
import { issueToken } from './csrf'
import { forbidden, notFound, seeOther } from './errors'
import { paths } from './paths'
import { type SignedIn, signOut } from './session'

/** What somebody may do for an organisation. `manage`: its data, certificates, contacts and password. */
export type Right = 'fill' | 'send' | 'view' | 'manage'
export type Rights = Readonly<Record<Right, boolean>>

/** Whose password opened the session: the organisation's own, or an authorised person's. */
export type User = { kind: 'account'; id: number } | { kind: 'person'; id: number; name: string }

/** Somebody who acts for an organisation. `name` is the organisation's. */
export type Respondent = {
  kind: 'respondent'
  user: User
  organisationId: number
  name: string
  rights: Rights
}

/** An authorised person who has not said for whom they act, or may not act for that organisation any more. */
export type Unattached = { kind: 'person'; user: Extract<User, { kind: 'person' }> }

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

export type Identity = Respondent | Unattached | StaffMember

declare module 'express-serve-static-core' {
  interface Request {
    identity?: Identity
  }
}

/** @param organisationId for whom an authorised person acts in this session, once that is settled */
export type FindIdentity = (user: SignedIn, organisationId?: number) => Promise<Identity | undefined>

/**
 * Loads who is signed in, anew for every request: an account that was blocked and a power that was taken away a second
 * ago count at once. People who are signed in get a token on every page, for «Выйти»; visitors only where there is a
 * form.
 */
export const loadIdentity =
  (find: FindIdentity): RequestHandler =>
  async (req, res, next) => {
    const user = req.session?.user
    if (user === undefined) return next()
    const identity = await find(user, req.session.actingFor)
    if (identity === undefined) {
      await signOut(req)
      return next()
    }
    req.identity = identity
    // Whoever has one organisation need not choose; a second one that comes later does not change this session.
    if (identity.kind === 'respondent' && identity.user.kind === 'person')
      req.session.actingFor ??= identity.organisationId
    return issueToken(req, res, next)
  }

/** For pages of the office: whoever is not signed in as staff goes to the staff sign-in and comes back. */
export const staffOf = (req: Request): StaffMember => {
  if (req.identity?.kind !== 'staff')
    throw seeOther(`${paths.office.signIn}?next=${encodeURIComponent(returnTo(req, paths.office.home))}`)
  return req.identity
}

/** A member of staff with one of these roles; for the others the page does not exist. */
export const staffWith = (req: Request, ...roles: StaffRole[]): StaffMember => {
  const staff = staffOf(req)
  if (!roles.includes(staff.role)) throw notFound()
  return staff
}

/** A member of staff who belongs to an office, for what only an office can do. */
export const officeStaffOf = (req: Request): StaffMember & { officeId: number } => {
  const staff = staffOf(req)
  if (staff.officeId === null) throw forbidden('Это действие выполняют специалисты территориального органа.')
  return { ...staff, officeId: staff.officeId }
}

/**
 * For pages of the cabinet. Visitors go to the sign-in, authorised persons who act for nobody to the choice. Refuses
 * (403) whoever lacks the right; without one, any right will do.
 */
export const respondentOf = (req: Request, right?: Right): Respondent => {
  const { identity } = req
  if (identity?.kind === 'person')
    throw seeOther(`${paths.cabinet.choose}?next=${encodeURIComponent(returnTo(req, paths.cabinet.home))}`)
  if (identity?.kind !== 'respondent') throw seeOther(signInFor(req))
  if (right !== undefined && !identity.rights[right]) throw forbidden(lacks(right, identity.name))
  return identity
}

/** Admits whoever may change what the organisation is: its data, certificates and contacts. */
export const mayManage = (req: Request): unknown => respondentOf(req, 'manage')

/** For pages about the person at the keyboard, whomever they act for: own password, sign-ins, sessions. */
export const userOf = (req: Request): User => {
  if (req.identity?.kind !== 'respondent' && req.identity?.kind !== 'person') throw seeOther(signInFor(req))
  return req.identity.user
}

/** The same as sessions name them: organisations and persons in the cabinet, staff in the office. */
export const signedInRespondent = (req: Request): SignedIn => {
  userOf(req)
  return req.session.user as SignedIn
}

export const signedInStaff = (req: Request): SignedIn => {
  staffOf(req)
  return req.session.user as SignedIn
}

const RIGHT_WORDS: Record<Right, string> = {
  fill: 'заполнять отчёты',
  send: 'подписывать и отправлять отчёты',
  view: 'просматривать отчёты',
  manage: 'изменять данные, сертификаты и контакты',
}

const lacks = (right: Right, name: string): string =>
  `Ваши полномочия не позволяют ${RIGHT_WORDS[right]} организации ${name}. Если это право вам нужно, обратитесь в организацию: она задаёт его в личном кабинете на странице «Контакты».`

const signInFor = (req: Request): string =>
  `${paths.signIn}?next=${encodeURIComponent(returnTo(req, paths.cabinet.home))}`

const returnTo = (req: Request, home: string): string => (req.method === 'GET' ? req.originalUrl : home)

/** A place to return to after signing in: only a path of ours below `prefix`, never another site. */
export const safeReturn = (next: unknown, prefix: string): string =>
  typeof next === 'string' && new RegExp(`^${prefix}(/[\\w./?=&%-]*)?$`).test(next) && !next.includes('//')
    ? next
    : prefix
