import type { Request, Response, Router } from 'express'
import type { Knex } from 'knex'
import type { Deps } from '../../deps'
import { actorOf } from '../../http/actor'
import { seeOther } from '../../http/errors'
import { formPage } from '../../http/form-page'
import { FormView } from '../../http/form-view'
import type { Finding } from '../../validation/finding'
import type { Entrance } from '../accounts/entrance'
import { enter, noteRefusal } from '../accounts/sign-in.service'
import { createSignInLimits } from '../accounts/sign-in-limits'
import { inMinutes } from '../accounts/waiting'
import { codeForm } from './code.form'
import { createCodeLimits } from './code-limits'
import { demoCodeOf } from './demo-code'
import { halfSignedIn } from './half-signed-in'
import { readProof } from './proof'
import { findFactor } from './second-factors.repository'

/** The second step of signing in: a one-time code. */
export const codePage = (router: Router, deps: Deps, entrance: Entrance): void => {
  const { db, clock } = deps
  const { door, paths, layout, secondFactor } = entrance
  const limits = createCodeLimits(db)
  const means = { db, clock, limits: createSignInLimits(db) }

  const show = async (req: Request, res: Response, form: FormView): Promise<void> => {
    const { user } = halfSignedIn(req, entrance, clock)
    if ((await findFactor(db, user.id)) === undefined)
      throw seeOther(secondFactor === 'optional' ? paths.signIn : paths.setUp)
    res.page('second-factor/code', { form, layout, back: paths.signIn, demoCode: await demoCodeOf(deps, user.id) })
  }

  formPage(router, {
    path: paths.code,
    read: codeForm.read,
    show,
    submit: async (req, res, raw) => {
      const half = halfSignedIn(req, entrance, clock)
      const refuse = (status: 422 | 429, message: string) =>
        show(req, res.status(status), new FormView({}, [wrong(message)]))
      const { value, errors } = codeForm.parse(raw)
      if (value === undefined) return show(req, res.status(422), new FormView({}, errors))
      const attempt = { userId: half.user.id, address: req.ip }
      const seconds = await limits.take(attempt)
      if (seconds > 0) {
        res.set('Retry-After', String(seconds))
        return refuse(429, `Слишком много неверных кодов. Попробуйте ещё раз ${inMinutes(seconds)}.`)
      }
      const proof = await readProof(deps, half.user.id, value.code)
      if (proof === undefined) {
        await noteRefusal(means, half.user, actorOf(req), 'code')
        return refuse(422, WRONG)
      }
      const take = async (trx: Knex.Transaction): Promise<boolean> => {
        if (!(await proof.take(trx))) return false
        await limits.succeeded(trx, attempt)
        return true
      }
      if (!(await enter(means, door, half, req, { how: proof.how, take }))) {
        await noteRefusal(means, half.user, actorOf(req), 'code_used')
        return refuse(422, USED)
      }
      return res.redirect(303, half.next)
    },
  })
}

const WRONG =
  'Неверный код. Введите код, который приложение показывает сейчас, или неиспользованный резервный код. Если код не подходит, проверьте часы телефона.'
const USED = 'Этот код уже использован. Дождитесь, пока приложение покажет следующий, и введите его.'

const wrong = (message: string): Finding => ({ field: 'code', severity: 'error', rule: 'second_factor.code', message })
