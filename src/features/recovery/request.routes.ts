import type { Request, Response, Router } from 'express'
import type { Deps } from '../../deps'
import { actorOf } from '../../http/actor'
import { formPage } from '../../http/form-page'
import { FormView } from '../../http/form-view'
import { paths } from '../../http/paths'
import { optional } from '../../validation/fields'
import type { Finding } from '../../validation/finding'
import { defineForm, type RawValues } from '../../validation/form'
import { email } from '../../validation/rules/email'
import { okpo } from '../../validation/rules/okpo'
import { inMinutes } from '../accounts/waiting'
import { findByOkpo } from '../organisations/organisations.repository'
import { createRecoveryLimits } from './recovery-limits'
import { requestRecovery } from './request-recovery'

const recoveryForm = defineForm({ okpo: optional(okpo), email })

/** «Восстановление пароля»: asks for the link. */
export const requestRoutes = (router: Router, deps: Deps): void => {
  const limits = createRecoveryLimits(deps.db)

  const show = (req: Request, res: Response, form: FormView, extra: object = {}): void => {
    const asked = req.method === 'GET' && typeof req.query.okpo === 'string' ? req.query.okpo.slice(0, 20) : undefined
    res.page('recovery/request', { form: asked === undefined ? form : new FormView({ okpo: asked }), ...extra })
  }

  /** Whom to write to: the office of the organisation, as far as the ОКПО is known. */
  const refuse = async (req: Request, res: Response, raw: RawValues, known: string): Promise<void> => {
    const organisation = await findByOkpo(deps.db, known)
    const office = organisation && (await deps.reference.get()).office(organisation.officeId)
    const message = `Введены неверные регистрационные данные организации (${known}, ${raw.email?.trim()})`
    show(req, res.status(422), new FormView(raw, [finding('okpo', 'recovery.mismatch', message)]), {
      mismatch: true,
      office,
    })
  }

  formPage(router, {
    path: paths.recovery.start,
    read: recoveryForm.read,
    show,
    submit: async (req, res, raw) => {
      const { value, errors } = recoveryForm.parse(raw)
      if (value === undefined) return show(req, res.status(422), new FormView(raw, errors))
      const asked = { okpo: value.okpo, email: value.email.ascii }
      const outcome = await requestRecovery(deps, limits, asked, actorOf(req))
      if (outcome.kind === 'sent') return res.redirect(303, paths.recovery.sent)
      if (outcome.kind === 'mismatch') return refuse(req, res, raw, asked.okpo ?? '')
      res.status(429).set('Retry-After', String(outcome.seconds))
      return show(req, res, new FormView(raw, [finding('email', 'recovery.too_many', tooMany(outcome.seconds))]))
    },
  })

  router.get(paths.recovery.sent, (_req, res) => res.page('recovery/sent'))
}

const finding = (field: string, rule: string, message: string): Finding => ({ field, severity: 'error', rule, message })

const tooMany = (seconds: number): string =>
  `С вашего адреса слишком часто запрашивают восстановление пароля. Попробуйте ещё раз ${inMinutes(seconds)}.`
