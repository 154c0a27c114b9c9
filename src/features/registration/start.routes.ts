import type { Request, Response, Router } from 'express'
import type { Deps } from '../../deps'
import { actorOf } from '../../http/actor'
import { formatDateTime } from '../../http/dates'
import { formPage } from '../../http/form-page'
import { FormView } from '../../http/form-view'
import { paths } from '../../http/paths'
import type { Finding } from '../../validation/finding'
import { clientNetwork } from '../accounts/client-network'
import { createThrottle } from '../accounts/throttle'
import { inMinutes } from '../accounts/waiting'
import { isEditable } from '../applications/application.status'
import { rememberDraft, rememberedApplication } from './draft-cookie'
import { okpoForm } from './okpo.form'
import { type Outcome, outcomeOf, startApplication } from './start-application'

/** «ОКПО first»: what it is decides how the registration goes on. */
export const startRoutes = (router: Router, deps: Deps): void => {
  // An office behind one address registers dozens of branches a day; a program makes thousands.
  const byAddress = createThrottle(deps.db, { name: 'draft.address', points: 200, seconds: 60 * 60 })

  const show = async (req: Request, res: Response, form: FormView): Promise<void> => {
    const current = await rememberedApplication(deps, req)
    const typed = req.method === 'GET' && typeof req.query.okpo === 'string' ? req.query.okpo.slice(0, 20) : undefined
    res.page('registration/start', {
      form: typed === undefined ? form : new FormView({ okpo: typed }),
      current: current !== undefined && isEditable(current.status) ? current : undefined,
    })
  }

  const refuse = async (res: Response, okpo: string, outcome: Outcome): Promise<void> => {
    const { finding, office } = await explain(deps, okpo, outcome)
    const form = new FormView({ okpo }, [finding])
    res.status(422).page('registration/start', { form, office, registered: outcome.kind === 'registered' })
  }

  formPage(router, {
    path: paths.registration.start,
    read: body => ({ ...okpoForm.read(body), help: (body as Record<string, string>)?.help === 'okpo' ? 'okpo' : '' }),
    show,
    submit: async (req, res, raw) => {
      if (raw.help === 'okpo')
        return res.redirect(303, `${paths.help.okpo}?okpo=${encodeURIComponent((raw.okpo ?? '').slice(0, 20))}`)
      const parsed = okpoForm.parse(raw)
      if (parsed.value === undefined) return show(req, res.status(422), new FormView(raw, parsed.errors))
      const { okpo } = parsed.value
      const current = await rememberedApplication(deps, req)
      if (current !== undefined && current.okpo === okpo && isEditable(current.status))
        return res.redirect(303, paths.registration.general)
      const outcome = await outcomeOf(deps.db, okpo)
      if (outcome.kind !== 'open') return refuse(res, okpo, outcome)
      const wait = await byAddress.take(clientNetwork(req.ip))
      if (wait > 0) {
        res.set('Retry-After', String(wait))
        return show(req, res.status(429), new FormView(raw, [tooMany(wait)]))
      }
      const id = await startApplication(deps, okpo, outcome, actorOf(req))
      rememberDraft(res, deps.config, id)
      return res.redirect(303, paths.registration.general)
    },
  })
}

const tooMany = (wait: number): Finding => ({
  field: 'okpo',
  severity: 'error',
  rule: 'okpo.too_many',
  message: `С вашего адреса начато слишком много заявок. Следующую можно начать ${inMinutes(wait)}`,
})

/** Why an ОКПО cannot be registered now, and whom to ask. */
export const explain = async (deps: Deps, okpo: string, outcome: Outcome) => {
  const say = (rule: string, message: string): Finding => ({ field: 'okpo', severity: 'error', rule, message })
  if (outcome.kind !== 'under_review')
    return {
      finding: say(
        'okpo.registered',
        `Организация c ОКПО ${okpo} уже зарегистрирована в системе. Воспользуйтесь функцией восстановления пароля для входа в приложение`,
      ),
    }
  const { submittedAt, officeId, kind } = outcome.application
  const aim = kind === 'change' ? 'изменение данных' : 'регистрацию'
  const office = officeId === null ? undefined : (await deps.reference.get()).office(officeId)
  return {
    finding: say(
      'okpo.under_review',
      `Заявка на ${aim} организации с ОКПО ${okpo} уже отправлена ${formatDateTime(submittedAt, office?.timeZone)} и рассматривается. Дождитесь решения или обратитесь в ТОГС`,
    ),
    office,
  }
}
