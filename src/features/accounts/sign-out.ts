import type { RequestHandler, Router } from 'express'
import { audit } from '../../audit/audit'
import type { Deps } from '../../deps'
import { actorOf } from '../../http/actor'
import { action } from '../../http/form-page'
import { signOut } from '../../http/session'
import type { Door } from './sign-in.service'

/** «Выйти»: ends the session. Pressed again in another tab it has nothing to do and needs no token. */
export const signOutAction = (
  router: Router,
  { db, clock }: Deps,
  { path, door, back }: { path: string; door: Door; back: string },
): void => {
  const alreadyOut: RequestHandler = (req, res, next) =>
    req.identity?.kind === door.kind ? next() : res.redirect(303, back)
  router.post(path, alreadyOut)
  action(router, path, async (req, res) => {
    const actor = actorOf(req)
    const subject = { kind: door.subject, id: actor.id as number }
    await audit(db, { event: door.events.left, actor, subject, at: clock().toISOString() })
    await signOut(req)
    req.session.flash = 'Вы вышли из системы.'
    res.redirect(303, back)
  })
}
