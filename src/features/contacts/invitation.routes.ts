import type { Request, Response, Router } from 'express'
import { audit } from '../../audit/audit'
import type { Deps } from '../../deps'
import { actorOf } from '../../http/actor'
import { formPage } from '../../http/form-page'
import { FormView } from '../../http/form-view'
import { paths } from '../../http/paths'
import { generatePassword } from '../../validation/rules/generate-password'
import { createDeadLinks } from '../accounts/dead-link'
import { checkNewPassword, newPasswordForm } from '../accounts/new-password'
import { findLink, useLink } from '../accounts/one-time-links'
import { setPassword } from '../accounts/owners.repository'
import { hashPassword } from '../accounts/passwords'
import { acceptInvitation } from './accept-invitation'
import { rightsOf } from './contact.view'
import { findInvited, type Invited } from './invited.repository'

const PURPOSES = ['invitation'] as const

/**
 * The page behind the link of an invitation. Whoever is new sets a password and accepts by that; whoever has a password
 * signs in with it and accepts in the cabinet, so that a letter alone opens no account that exists.
 */
export const invitationRoutes = (router: Router, deps: Deps): void => {
  const { db, clock, config } = deps
  const dead = createDeadLinks(db)

  const open = async (req: Request): Promise<Invited | undefined> => {
    const link = await findLink(db, req.params.token, PURPOSES, clock())
    return link && findInvited(db, link.subject.id, { demoMode: config.demo })
  }

  const show = async (req: Request, res: Response, form: FormView, generated?: string): Promise<void> => {
    const invited = await open(req)
    if (invited === undefined) return dead.show(req, res)
    res.page('contacts/invitation', { form, generated, invited, rights: rightsOf(invited) })
  }

  formPage(router, {
    path: paths.invitation(':token'),
    before: [dead.limit],
    read: newPasswordForm.read,
    show,
    submit: async (req, res, raw) => {
      const invited = await open(req)
      if (invited === undefined) return dead.show(req, res)
      if (invited.hasPassword) return res.redirect(303, `${paths.signIn}?next=${paths.cabinet.choose}`)
      if (raw.go === 'generate') return show(req, res, new FormView(), generatePassword())
      const typed = { password: raw.password ?? '', passwordRepeat: raw.passwordRepeat ?? '' }
      const { value, findings } = checkNewPassword(typed, { email: invited.email })
      if (value === undefined) return show(req, res.status(422), new FormView({}, findings))
      const accepted = await acceptWithPassword(deps, req, invited, await hashPassword(value))
      if (!accepted) return show(req, res, new FormView())
      req.session.flash = 'Пароль сохранён, приглашение принято. Войдите по своему e-mail.'
      return res.redirect(303, paths.signIn)
    },
  })
}

/**
 * Everything or nothing: the link is used, the person gets the password and the name of this invitation, the power is
 * accepted. False when somebody was faster with the same link, or with another invitation of the same person.
 */
const acceptWithPassword = (deps: Deps, req: Request, invited: Invited, passwordHash: string): Promise<boolean> =>
  deps.db.transaction(async trx => {
    const now = deps.clock()
    const at = now.toISOString()
    const { personId: id, contactId, lastName, firstName, middleName } = invited
    const fresh: number = await trx('persons')
      .where({ id, password_hash: null })
      .update({ last_name: lastName, first_name: firstName, middle_name: middleName })
    if (fresh === 0 || (await useLink(trx, req.params.token, PURPOSES, now)) === undefined) return false
    await setPassword(trx, { kind: 'person', id }, { passwordHash, at })
    const actor = { ...actorOf(req), personId: id }
    await audit(trx, { event: 'person.password_set', actor, subject: { kind: 'person', id }, at })
    return acceptInvitation(trx, { contactId, personId: id }, { actor, at })
  })
