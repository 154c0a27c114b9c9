import type { Request, Response, Router } from 'express'
import type { Deps } from '../../deps'
import { actorOf } from '../../http/actor'
import { conflict } from '../../http/errors'
import { formPage } from '../../http/form-page'
import { FormView } from '../../http/form-view'
import { paths } from '../../http/paths'
import type { Finding } from '../../validation/finding'
import { defineForm } from '../../validation/form'
import { email, emailShown } from '../../validation/rules/email'
import { changeEmail, EmailTaken, requestEmail } from './change-email'
import { createCurrentPassword, currentPassword } from './current-password'
import { createDeadLinks } from './dead-link'
import { findLink } from './one-time-links'
import { ownerOf } from './own-account'
import { createThrottle } from './throttle'
import { inMinutes } from './waiting'

const form = defineForm({ email, currentPassword })
const nothing = defineForm({})
const DAY = 86_400

/** «Смена e-mail»: the new address is written down only when a link in it was used. */
export const ownEmailRoutes = (router: Router, deps: Deps): void => {
  const { db, clock } = deps
  const current = createCurrentPassword(db)
  const dead = createDeadLinks(db)
  const byOwner = createThrottle(db, { name: 'new-email.owner', points: 10, seconds: DAY })
  const byMailbox = createThrottle(db, { name: 'new-email.mailbox', points: 3, seconds: DAY })

  const show = async (req: Request, res: Response, view: FormView): Promise<void> => {
    const owner = await ownerOf(deps, req)
    res.page('accounts/email', {
      form: view,
      email: owner.email && emailShown(owner.email),
      isLogin: owner.kind === 'person',
    })
  }

  formPage(router, {
    path: paths.cabinet.email,
    read: form.read,
    show,
    submit: async (req, res, raw) => {
      const owner = await ownerOf(deps, req)
      const refuse = (status: number, wrong: Finding[]) => show(req, res.status(status), new FormView(raw, wrong))
      const { value, errors } = form.parse(raw)
      if (value === undefined) return refuse(422, errors)
      if (value.email.ascii === owner.email) return refuse(422, [said('same', 'Это нынешний адрес: введите новый')])
      const checked = await current.check(owner, value.currentPassword)
      if (!checked.right) return refuse(checked.status, [checked.finding])
      const id = `${owner.kind}:${owner.id}`
      const seconds = Math.max(await byOwner.take(id), await byMailbox.take(value.email.ascii))
      if (seconds > 0) return refuse(429, [said('too_many', tooMany(seconds))])
      await requestEmail(deps, owner, value.email, actorOf(req))
      req.session.flash = `Письмо со ссылкой отправлено на ${value.email.typed}. Адрес изменится, когда вы откроете ссылку и подтвердите его.`
      return res.redirect(303, paths.cabinet.home)
    },
  })

  const showConfirm = async (req: Request, res: Response, view: FormView): Promise<void> => {
    const link = await findLink(db, req.params.token, ['new_email'], clock())
    if (link === undefined) return dead.show(req, res, paths.cabinet.email)
    res.page('accounts/confirm-email', { form: view, email: link.email })
  }

  formPage(router, {
    path: paths.confirmEmail(':token'),
    before: [dead.limit],
    read: nothing.read,
    show: showConfirm,
    submit: async (req, res) => {
      const changed = await changeEmail(deps, req.params.token, actorOf(req)).catch((error: unknown) => {
        if (error instanceof EmailTaken) throw conflict(TAKEN)
        throw error
      })
      if (!changed) return dead.show(req, res, paths.cabinet.email)
      req.session.flash = 'Адрес подтверждён и изменён.'
      return res.redirect(303, req.identity === undefined ? paths.signIn : paths.cabinet.home)
    },
  })
}

const TAKEN =
  'Этот адрес уже стал учётной записью другого человека, поэтому изменить на него нельзя. Запросите смену на другой адрес.'

const tooMany = (seconds: number): string =>
  `Смену адреса запрашивали слишком часто. Попробуйте ещё раз ${inMinutes(seconds)}`

const said = (rule: string, message: string): Finding => ({
  field: 'email',
  severity: 'error',
  rule: `email.${rule}`,
  message,
})
