import type { Request, Response, Router } from 'express'
import { audit } from '../../audit/audit'
import type { Deps } from '../../deps'
import { actorOf } from '../../http/actor'
import { formPage } from '../../http/form-page'
import { FormView } from '../../http/form-view'
import { paths } from '../../http/paths'
import { signOut, userId } from '../../http/session'
import { emailShown } from '../../validation/rules/email'
import { generatePassword } from '../../validation/rules/generate-password'
import { queueAccountLetter } from '../accounts/account-letters'
import { createDeadLinks, type DeadLinks } from '../accounts/dead-link'
import { checkNewPassword, newPasswordForm } from '../accounts/new-password'
import { findLink, type OneTimeLink, useLink } from '../accounts/one-time-links'
import { findOwner, type Owner, type OwnerKey, setPassword } from '../accounts/owners.repository'
import { hashPassword } from '../accounts/passwords'
import { createSignInLimits } from '../accounts/sign-in-limits'
import { createRecoveryLimits } from './recovery-limits'

const PURPOSES = ['recovery', 'first_password'] as const

/** The page behind the link of the letter: a new password. */
export const linkRoutes = (router: Router, deps: Deps): void => {
  const { db, clock, config } = deps
  const dead: DeadLinks = createDeadLinks(db)
  const recovery = createRecoveryLimits(db)
  const signIn = createSignInLimits(db)

  type Opened = { link: OneTimeLink; owner: Owner }
  const open = async (req: Request): Promise<Opened | undefined> => {
    const link = await findLink(db, req.params.token, PURPOSES, clock())
    const owner = link && (await findOwner(db, link.subject as OwnerKey, { demoMode: config.demo }))
    return link && owner && { link, owner }
  }

  const show = async (req: Request, res: Response, form: FormView, generated?: string): Promise<void> => {
    const opened = await open(req)
    if (opened === undefined) return dead.show(req, res, paths.recovery.start)
    const { link, owner } = opened
    res.page('recovery/new-password', {
      form,
      generated,
      isFirst: link.purpose === 'first_password',
      login: emailShown(owner.login),
      name: owner.name,
    })
  }

  formPage(router, {
    path: paths.recovery.link(':token'),
    before: [dead.limit],
    read: newPasswordForm.read,
    show,
    submit: async (req, res, raw) => {
      const opened = await open(req)
      if (opened === undefined) return dead.show(req, res, paths.recovery.start)
      if (raw.go === 'generate') return show(req, res, new FormView(), generatePassword())
      const { owner } = opened
      const { value, findings } = checkNewPassword(raw as { password: string; passwordRepeat: string }, owner)
      if (value === undefined) return show(req, res.status(422), new FormView({}, findings))
      const done = await recoverPassword(deps, req, owner, await hashPassword(value))
      if (!done) return dead.show(req, res, paths.recovery.start)
      await recovery.recovered(owner)
      await signIn.recovered(db, { kind: 'respondent', login: owner.login, address: req.ip })
      // This browser may have been signed in with the old password, too.
      if (req.session.user?.id === userId(owner.kind, owner.id)) await signOut(req)
      req.session.flash = 'Пароль сохранён. Войдите с новым паролем.'
      return res.redirect(303, paths.signIn)
    },
  })
}

/** One transaction: of two who come with the same link at once, one sets the password and the other changes nothing. */
const recoverPassword = (deps: Deps, req: Request, owner: Owner, passwordHash: string): Promise<boolean> =>
  deps.db.transaction(async trx => {
    const now = deps.clock()
    const at = now.toISOString()
    const { kind, id, email } = owner
    if ((await useLink(trx, req.params.token, PURPOSES, now)) === undefined) return false
    await setPassword(trx, owner, { passwordHash, at })
    const event = `${kind}.password_recovered` as const
    await audit(trx, { event, actor: actorOf(req), subject: { kind, id }, at })
    if (email !== undefined)
      await queueAccountLetter(
        deps,
        trx,
        { kind: 'password-changed', owner, recipient: email, key: `${kind}:${id}:${req.id}` },
        now,
      )
    return true
  })
