import { type Request, type Response, Router } from 'express'
import { audit } from '../../audit/audit'
import type { Deps } from '../../deps'
import { actorOf } from '../../http/actor'
import { formPage } from '../../http/form-page'
import { FormView } from '../../http/form-view'
import { paths } from '../../http/paths'
import { userId } from '../../http/session'
import { endSessions } from '../../http/session-store'
import { generatePassword } from '../../validation/rules/generate-password'
import { createDeadLinks } from '../accounts/dead-link'
import { checkNewPassword, newPasswordForm } from '../accounts/new-password'
import { findLink, useLink } from '../accounts/one-time-links'
import { hashPassword } from '../accounts/passwords'
import { findActiveMember, type Member, setStaffPassword } from './staff-members.repository'

const PURPOSES = ['first_password'] as const

/** The page behind the link that an administrator sent: a member of staff sets a password of their own. */
export const staffPasswordRoutes = (deps: Deps): Router => {
  const { db, clock, config } = deps
  const router = Router()
  const dead = createDeadLinks(db)

  const open = async (req: Request): Promise<Member | undefined> => {
    const link = await findLink(db, req.params.token, PURPOSES, clock())
    return link?.subject.kind === 'staff' ? findActiveMember(db, link.subject.id, config.demo) : undefined
  }

  const show = async (req: Request, res: Response, form: FormView, generated?: string): Promise<void> => {
    const member = await open(req)
    if (member === undefined) return dead.show(req, res)
    res.page('recovery/new-password', { form, generated, isFirst: true, login: member.login, name: member.fullName })
  }

  formPage(router, {
    path: paths.office.password(':token'),
    before: [dead.limit],
    read: newPasswordForm.read,
    show,
    submit: async (req, res, raw) => {
      const member = await open(req)
      if (member === undefined) return dead.show(req, res)
      if (raw.go === 'generate') return show(req, res, new FormView(), generatePassword())
      const typed = raw as { password: string; passwordRepeat: string }
      const { value, findings } = checkNewPassword(typed, { email: member.email ?? undefined })
      if (value === undefined) return show(req, res.status(422), new FormView({}, findings))
      const passwordHash = await hashPassword(value)
      const done = await db.transaction(async trx => {
        if ((await useLink(trx, req.params.token, PURPOSES, clock())) === undefined) return false
        await setStaffPassword(trx, member.id, passwordHash)
        await endSessions(trx, userId('staff', member.id))
        const at = clock().toISOString()
        await audit(trx, {
          event: 'staff.password_set',
          actor: actorOf(req),
          subject: { kind: 'staff', id: member.id },
          at,
        })
        return true
      })
      if (!done) return dead.show(req, res)
      req.session.flash = 'Пароль сохранён. Войдите с новым паролем.'
      return res.redirect(303, paths.office.signIn)
    },
  })
  return router
}
