import type { Request, Response, Router } from 'express'
import type { Deps } from '../../deps'
import { actorOf } from '../../http/actor'
import { seeOther } from '../../http/errors'
import { formPage } from '../../http/form-page'
import { FormView } from '../../http/form-view'
import type { Entrance } from '../accounts/entrance'
import { asUser, enter, type Key } from '../accounts/sign-in.service'
import { createSignInLimits } from '../accounts/sign-in-limits'
import { firstCodeForm } from './code.form'
import { prepareFactor } from './enable'
import { halfSignedIn } from './half-signed-in'
import { keyView, newKeyOf } from './new-key'
import { matchingStep } from './one-time-code'
import { findFactor } from './second-factors.repository'
import { keepFreshCodes } from './shown-codes'

/** The second step of the very first time: a key for the app. Its first code lets in. */
export const setUpPage = (router: Router, deps: Deps, entrance: Entrance): void => {
  const { db, clock, config } = deps
  const { door, paths, layout } = entrance
  const means = { db, clock, limits: createSignInLimits(db) }

  const show = async (req: Request, res: Response, form: FormView): Promise<void> => {
    const { user, login } = halfSignedIn(req, entrance, clock)
    if ((await findFactor(db, user.id)) !== undefined) throw seeOther(paths.code)
    res.page('second-factor/set-up', { form, layout, ...keyView(newKeyOf(req, config, user.id), login) })
  }

  formPage(router, {
    path: paths.setUp,
    read: firstCodeForm.read,
    show,
    submit: async (req, res, raw) => {
      const half = halfSignedIn(req, entrance, clock)
      const { value, errors } = firstCodeForm.parse(raw)
      if (value === undefined) return show(req, res.status(422), new FormView({}, errors))
      const key = newKeyOf(req, config, half.user.id)
      const step = matchingStep(key, value.code, clock())
      if (step === undefined) return show(req, res.status(422), new FormView({}, [NOT_OF_THIS_KEY]))
      const factor = await prepareFactor(deps, half.user, { key, step, demo: false })
      const actor = asUser(actorOf(req), half.user)
      const opener: Key = { how: 'set_up', take: trx => factor.write(trx, actor) }
      if (!(await enter(means, door, half, req, opener))) throw seeOther(paths.code)
      keepFreshCodes(req, config, half.user.id, factor.codes, half.next)
      return res.redirect(303, paths.codes)
    },
  })
}

export const NOT_OF_THIS_KEY = {
  field: 'code',
  severity: 'error' as const,
  rule: 'second_factor.first_code',
  message:
    'Код не подходит к этому ключу. Введите код, который приложение показывает сейчас; если не помогает, проверьте часы телефона или добавьте ключ в приложение ещё раз.',
}
