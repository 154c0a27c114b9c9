import type { RequestHandler, Router } from 'express'
import { audit } from '../../audit/audit'
import type { Deps } from '../../deps'
import { actorOf } from '../../http/actor'
import { action } from '../../http/form-page'
import { forgetLastUser } from '../../http/kept-forms'
import { type SignedIn, signOut } from '../../http/session'
import { endSession, sessionKey } from '../../http/sessions.repository'
import type { Door } from '../accounts/sign-in.service'

/** «Выйти»: ends the session. Pressed again in another tab it has nothing to do and needs no token. */
export const signOutAction = (
  router: Router,
  { db, clock, config }: Deps,
  { path, door, back }: { path: string; door: Door; back: string },
): void => {
  const alreadyOut: RequestHandler = (req, res, next) =>
    req.identity !== undefined && req.session.user?.kind === door.kind ? next() : res.redirect(303, back)
  router.post(path, alreadyOut)
  action(router, path, async (req, res) => {
    const actor = actorOf(req)
    const { id, subject, key } = req.session.user as SignedIn
    const event = `${subject}.signed_out` as const
    await db.transaction(async trx => {
      await audit(trx, { event, actor, subject: { kind: subject, id: key }, at: clock().toISOString() })
      await endSession(trx, id, sessionKey(req.sessionID))
    })
    await signOut(req)
    forgetLastUser(res, config)
    req.session.flash = 'Вы вышли из системы.'
    res.redirect(303, back)
  })
}
