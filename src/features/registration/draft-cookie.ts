import type { Request, Response } from 'express'
import type { Config } from '../../config'
import type { Deps } from '../../deps'
import { seeOther } from '../../http/errors'
import { paths } from '../../http/paths'
import { openToken, sealToken } from '../../http/sealed-link'
import type { Application } from '../applications/application'
import { isEditable } from '../applications/application.status'
import { findApplication } from '../applications/applications.repository'
import { mayEnter } from './may-enter'

/** A draft lives this long after it was begun. */
export const DRAFT_LIFE_MS = 30 * 86_400_000

const cookieName = (config: Config): string => (config.tls ? '__Host-draft' : 'draft')

/** The browser remembers the draft; the token is the same as in the link by e-mail. */
export const rememberDraft = (res: Response, config: Config, id: number): void => {
  res.cookie(cookieName(config), sealToken(config.session.secret, 'draft', id), {
    httpOnly: true,
    sameSite: 'lax',
    secure: config.tls,
    path: '/',
    maxAge: DRAFT_LIFE_MS,
  })
}

export const draftIdOf = (req: Request, config: Config): number | undefined => {
  const match = new RegExp(`(?:^|;\\s*)${cookieName(config)}=([^;]+)`).exec(req.headers.cookie ?? '')
  return openToken(config.session.secret, 'draft', match?.[1])
}

/** The application that this browser works on, if it is still there. */
export const rememberedApplication = async (
  { db, config, clock }: Deps,
  req: Request,
): Promise<Application | undefined> => {
  const id = draftIdOf(req, config)
  const application = id === undefined ? undefined : await findApplication(db, id)
  if (application === undefined || hasExpired(application, clock())) return undefined
  return (await mayEnter(db, req, application)) ? application : undefined
}

export const hasExpired = (application: Application, now: Date): boolean =>
  application.status === 'draft' && application.expiresAt !== null && application.expiresAt < now.toISOString()

/** The application that may be changed now. Without one the person starts anew; a sent one is followed instead. */
export const draftOf = async (deps: Deps, req: Request): Promise<Application> => {
  const application = await rememberedApplication(deps, req)
  if (application === undefined) throw seeOther(paths.registration.start)
  if (!isEditable(application.status)) throw seeOther(placeOfSent(deps.config, req, application))
  return application
}

/** Where to go once it is sent: the applicant follows it, staff who entered it see it in the office. */
export const placeOfSent = (config: Config, req: Request, { id, enteredBy }: Application): string =>
  enteredBy !== null && req.identity?.kind === 'staff' ? paths.office.application(id) : followAddress(config, id)

export const followAddress = (config: Config, id: number): string =>
  paths.registration.follow(sealToken(config.session.secret, 'follow', id))
