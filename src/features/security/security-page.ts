import type { Request, Router } from 'express'
import { audit } from '../../audit/audit'
import type { Db } from '../../db/db'
import type { Deps } from '../../deps'
import { actorOf } from '../../http/actor'
import { action } from '../../http/form-page'
import type { SignedIn } from '../../http/session'
import { endSessions, SessionStore } from '../../http/session-store'
import { endSession, listSessions, sessionKey } from '../../http/sessions.repository'
import { sentText } from '../../validation/sent-text'
import { countRecoveryCodes, findFactor } from '../second-factor/second-factors.repository'
import { subjectOf } from '../second-factor/subject'
import type { Corner } from './corner'
import { factorView, SIGN_IN_HEAD, sessionView, signInRow } from './security.view'
import { listSignIns } from './sign-ins.repository'

const SHOWN = 20

/** «Безопасность»: the last sign-ins, the sessions that are open, the second factor. */
export const securityPage = (router: Router, deps: Deps, corner: Corner): void => {
  const { db, clock, config } = deps
  const { paths: pages, userOf } = corner
  const store = new SessionStore(db, clock, config.session)

  const noteEnded = (trx: Db, req: Request, user: SignedIn, count: number): Promise<void> =>
    audit(trx, {
      event: 'session.ended',
      actor: actorOf(req),
      subject: subjectOf(user.id),
      at: clock().toISOString(),
      details: { count },
    })

  router.get(pages.home, async (req, res) => {
    const user = userOf(req)
    const timeZone = corner.timeZoneOf(req)
    const own = sessionKey(req.sessionID)
    const [signIns, sessions] = [await listSignIns(db, user, SHOWN), await listSessions(db, user.id, store.bounds())]
    const factor = await findFactor(db, user.id)
    res.page('security/security', {
      layout: corner.layout,
      pages,
      shown: SHOWN,
      signInHead: SIGN_IN_HEAD,
      signIns: signIns.map(entry => signInRow(entry, timeZone)),
      sessions: sessions.map(entry => sessionView(entry, own, timeZone)),
      hasOthers: sessions.some(({ key }) => key !== own),
      factor: factorView(factor?.enabledAt, await countRecoveryCodes(db, user.id), corner.obligatory, timeZone),
    })
  })

  action(router, pages.endSession, async (req, res) => {
    const user = userOf(req)
    const key = sentText(req.body, 'session')
    const ended = await db.transaction(async trx => {
      if (key === sessionKey(req.sessionID) || !(await endSession(trx, user.id, key))) return false
      await noteEnded(trx, req, user, 1)
      return true
    })
    // Pressed twice, or run out meanwhile: it is over all the same.
    req.session.flash = ended ? 'Сеанс завершён.' : 'Этот сеанс уже завершён.'
    res.redirect(303, pages.home)
  })

  action(router, pages.endOthers, async (req, res) => {
    const user = userOf(req)
    await db.transaction(async trx => {
      await noteEnded(trx, req, user, await endSessions(trx, user.id, req.sessionID))
    })
    req.session.flash = 'Все остальные сеансы завершены.'
    res.redirect(303, pages.home)
  })
}
