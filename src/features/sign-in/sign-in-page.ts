import type { Request, Response, Router } from 'express'
import type { Deps } from '../../deps'
import { actorOf } from '../../http/actor'
import { seeOther } from '../../http/errors'
import { formPage } from '../../http/form-page'
import { FormView } from '../../http/form-view'
import { safeReturn } from '../../http/identity'
import type { Finding } from '../../validation/finding'
import type { Entrance } from '../accounts/entrance'
import { checkPassword } from '../accounts/sign-in.service'
import { createSignInLimits } from '../accounts/sign-in-limits'
import { inMinutes } from '../accounts/waiting'
import type { DemoSignIn } from '../demo/demo-accounts'
import { afterPassword } from '../second-factor/after-password'
import { signInForm } from './sign-in.form'

export type SignInPage = Entrance & {
  view: string
  loginRequired: string
  /** The one sentence for everything that can be wrong. */
  wrongPair: string
  demoSignIns: readonly DemoSignIn[]
}

/** A page to sign in on. Whoever is signed in at this door is sent on; at the other one, they are replaced. */
export const signInPage = (router: Router, deps: Deps, page: SignInPage): void => {
  const form = signInForm(page.loginRequired)
  const means = { db: deps.db, clock: deps.clock, limits: createSignInLimits(deps.db) }
  const isInside = (req: Request): boolean => req.identity !== undefined && req.session.user?.kind === page.door.kind
  const destination = (req: Request): string => safeReturn(req.query.next, page.paths.home)
  const show = (_req: Request, res: Response, view: FormView): void =>
    res.page(page.view, { form: view, demoSignIns: deps.config.demo ? page.demoSignIns : [] })

  formPage(router, {
    path: page.paths.signIn,
    before: [(req, _res, next) => next(isInside(req) ? seeOther(destination(req)) : undefined)],
    read: form.read,
    show,
    submit: async (req, res, raw) => {
      const { value, errors } = form.parse(raw)
      if (value === undefined) return show(req, res.status(422), new FormView(raw, errors))
      const outcome = await checkPassword(means, page.door, value, actorOf(req))
      if (outcome.kind === 'right') {
        const next = await afterPassword({ ...deps, ...means }, page, req, outcome.entrant, destination(req))
        if (next !== undefined) return res.redirect(303, next)
      }
      if (outcome.kind !== 'throttled') return show(req, res.status(422), new FormView(raw, [refusal(page.wrongPair)]))
      res.status(429).set('Retry-After', String(outcome.seconds))
      show(req, res, new FormView(raw, [refusal(TOO_MANY(outcome.seconds))]))
    },
  })
}

const TOO_MANY = (seconds: number): string =>
  `Слишком много неудачных попыток входа. Попробуйте ещё раз ${inMinutes(seconds)}.`

const refusal = (message: string): Finding => ({ field: 'login', severity: 'error', rule: 'sign_in.refused', message })
