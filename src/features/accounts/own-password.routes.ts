import type { Request, Response, Router } from 'express'
import { z } from 'zod'
import { audit } from '../../audit/audit'
import type { Deps } from '../../deps'
import { actorOf } from '../../http/actor'
import { formPage } from '../../http/form-page'
import { FormView } from '../../http/form-view'
import { paths } from '../../http/paths'
import { renewSession } from '../../http/session'
import type { Finding } from '../../validation/finding'
import { defineForm } from '../../validation/form'
import { emailShown } from '../../validation/rules/email'
import { generatePassword } from '../../validation/rules/generate-password'
import { queueAccountLetter } from './account-letters'
import { credentialMark } from './credential'
import { createCurrentPassword, currentPassword } from './current-password'
import { checkNewPassword } from './new-password'
import { ownerOf } from './own-account'
import { type Owner, setPassword } from './owners.repository'
import { hashPassword } from './passwords'

const form = defineForm({ currentPassword, password: z.string(), passwordRepeat: z.string(), go: z.string() })

/** «Смена пароля»: of whoever is signed in, the organisation's own or an authorised person's. */
export const ownPasswordRoutes = (router: Router, deps: Deps): void => {
  const current = createCurrentPassword(deps.db)

  const show = async (req: Request, res: Response, view: FormView, generated?: string): Promise<void> => {
    const owner = await ownerOf(deps, req)
    res.page('accounts/password', { form: view, generated, login: emailShown(owner.login), name: owner.name })
  }

  formPage(router, {
    path: paths.cabinet.password,
    read: form.read,
    show,
    submit: async (req, res, raw) => {
      const owner = await ownerOf(deps, req)
      if (raw.go === 'generate') return show(req, res, new FormView(), generatePassword())
      const typed = { password: raw.password ?? '', passwordRepeat: raw.passwordRepeat ?? '' }
      const { value, findings } = checkNewPassword(typed, owner)
      const refuse = (status: number, wrong: Finding[]) => show(req, res.status(status), new FormView({}, wrong))
      const errors = [...form.parse(raw).errors, ...findings]
      if (value === undefined || errors.length > 0) return refuse(422, errors)
      const checked = await current.check(owner, raw.currentPassword ?? '')
      if (!checked.right) return refuse(checked.status, [checked.finding])
      const passwordHash = await hashPassword(value)
      await changePassword(deps, req, owner, passwordHash)
      await renewSession(req, credentialMark(passwordHash))
      req.session.flash = 'Пароль изменён. Все другие входы завершены.'
      return res.redirect(303, paths.cabinet.home)
    },
  })
}

const changePassword = (deps: Deps, req: Request, owner: Owner, passwordHash: string): Promise<void> =>
  deps.db.transaction(async trx => {
    const now = deps.clock()
    const at = now.toISOString()
    const { kind, id, email } = owner
    await setPassword(trx, owner, { passwordHash, at, keepSession: req.sessionID })
    await audit(trx, { event: `${kind}.password_changed`, actor: actorOf(req), subject: { kind, id }, at })
    if (email === undefined) return
    const key = `${kind}:${id}:${req.id}`
    await queueAccountLetter(deps, trx, { kind: 'password-changed', owner, recipient: email, key }, now)
  })
