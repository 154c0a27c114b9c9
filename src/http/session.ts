import type { Request, RequestHandler } from 'express'
import session from 'express-session'
import type { Config } from '../config'
import type { Db } from '../db/db'
import { browserWords } from './browser-words'
import type { SessionStore } from './session-store'

/** Whose password it was: an organisation's account, an authorised person, a member of staff. */
export type UserKind = 'account' | 'person' | 'staff'

/**
 * Who is signed in: `id` is the user as text (`staff:5`), unique over all kinds; `kind` is the door they came by; `mark`
 * names the password that was theirs then. A session outlives no change of it, however close the two come together.
 */
export type SignedIn = { id: string; kind: 'respondent' | 'staff'; subject: UserKind; key: number; mark: string }

export const signedInAs = (subject: UserKind, key: number, mark: string): SignedIn => ({
  id: userId(subject, key),
  kind: subject === 'staff' ? 'staff' : 'respondent',
  subject,
  key,
  mark,
})

/** How the table of sessions names a user. */
export const userId = (subject: UserKind, key: number): string => `${subject}:${key}`

/** Who has given the right password and has still to prove a second factor. */
export type HalfSignedIn = {
  user: SignedIn
  /** As typed, for the limits of tries. */
  login: string
  /** Where they were going. */
  next: string
  /** ISO 8601; after it the password has to be given again. */
  until: string
}

declare module 'express-session' {
  interface SessionData {
    user: SignedIn
    /** With it there is no `user`: such a session opens the page of the second step and nothing else. */
    half: HalfSignedIn
    /** From where the person signed in, shown to them among their sessions. */
    client: { address?: string; browser: string }
    /** The organisation that an authorised person acts for. */
    actingFor: number
    /** A sentence for the next page that is shown. */
    flash: string
  }
}

/** The `__Host-` prefix binds the cookie to this very host, but browsers accept it over TLS only. */
const cookieName = (tls: boolean): string => (tls ? '__Host-sid' : 'sid')

export const sessions = (config: Config, store: SessionStore): RequestHandler =>
  session({
    name: cookieName(config.tls),
    secret: [...config.session.secrets],
    store,
    resave: false,
    saveUninitialized: false,
    cookie: { httpOnly: true, sameSite: 'lax', secure: config.tls, path: '/' },
  })

/**
 * Signs in under a new session id, so that an id known before is worth nothing (session fixation). In the caller's
 * transaction: with it both sessions stay as they were.
 */
export const signIn = (trx: Db, req: Request, user: SignedIn): Promise<void> => begin(trx, req, { user })

/** The password was right and a second factor is asked for: also under a new id, and in the caller's transaction. */
export const signInByHalf = (trx: Db, req: Request, half: HalfSignedIn): Promise<void> => begin(trx, req, { half })

/**
 * The same person under a new session id, after the password has changed; tokens of the old pages end with it.
 * @param mark of the new password
 */
export const renewSession = async (req: Request, mark: string): Promise<void> => {
  const { user, client, actingFor } = req.session
  await regenerate(req)
  Object.assign(req.session, { user: { ...user, mark }, client }, actingFor === undefined ? {} : { actingFor })
}

export const signOut = (req: Request): Promise<void> => regenerate(req)

const begin = (trx: Db, req: Request, who: { user: SignedIn } | { half: HalfSignedIn }): Promise<void> =>
  (req.sessionStore as unknown as SessionStore).replace(trx, req, { ...who, client: clientOf(req) })

const clientOf = (req: Request) => ({
  ...(req.ip === undefined ? {} : { address: req.ip }),
  browser: browserWords(req.get('user-agent')),
})

const regenerate = (req: Request): Promise<void> =>
  new Promise((resolve, reject) => {
    req.session.regenerate(error => (error ? reject(error as Error) : resolve()))
  })
