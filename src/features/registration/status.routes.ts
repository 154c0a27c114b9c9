import type { Request, Response, Router } from 'express'
import { historyOf } from '../../audit/audit'
import type { Deps } from '../../deps'
import { actorOf } from '../../http/actor'
import { notFound, seeOther } from '../../http/errors'
import { formPage } from '../../http/form-page'
import { FormView } from '../../http/form-view'
import { paths } from '../../http/paths'
import { openToken } from '../../http/sealed-link'
import type { Finding } from '../../validation/finding'
import { emailAscii } from '../../validation/rules/email'
import { clientNetwork } from '../accounts/client-network'
import { createThrottle } from '../accounts/throttle'
import { inMinutes } from '../accounts/waiting'
import { isSent, type SentApplication } from '../applications/application'
import { isEditable, MOVES, STATUS_NAMES } from '../applications/application.status'
import { findApplication, findByNumber, lockApplication } from '../applications/applications.repository'
import { moveApplication } from '../applications/move-application'
import { listRemarks } from '../applications/submissions.repository'
import { reasonName } from '../rejection-reasons/rejection-reasons.repository'
import { followAddress, rememberDraft } from './draft-cookie'
import { applicantHistory } from './history.view'
import { placeOf } from './protocol'
import { statusForm } from './status.form'

const NOT_FOUND: Finding = {
  field: 'number',
  severity: 'error',
  rule: 'status.not_found',
  message:
    'Заявка с таким номером и адресом электронной почты не найдена: проверьте оба значения по письму о приёме заявки',
}

/** «Состояние заявки»: by the link of the letter, or by number and e-mail. */
export const statusRoutes = (router: Router, deps: Deps): void => {
  const { db, config, clock } = deps
  // Numbers go up one by one, so guessing of number and e-mail is slowed down by address and by number.
  const byAddress = createThrottle(db, { name: 'status.address', points: 30, seconds: 15 * 60 })
  const byNumber = createThrottle(db, { name: 'status.number', points: 10, seconds: 15 * 60 })

  const showSearch = (_req: Request, res: Response, form: FormView): void =>
    res.page('registration/status-search', { form })

  formPage(router, {
    path: paths.registration.status,
    read: statusForm.read,
    show: showSearch,
    submit: async (req, res, raw) => {
      const parsed = statusForm.parse(raw)
      if (parsed.value === undefined) return showSearch(req, res.status(422), new FormView(raw, parsed.errors))
      const { number, email } = parsed.value
      const wait = Math.max(await byAddress.take(clientNetwork(req.ip)), await byNumber.take(number))
      if (wait > 0) {
        const sentence = `Слишком много попыток найти заявку. Попробуйте ещё раз ${inMinutes(wait)}`
        res.set('Retry-After', String(wait))
        return showSearch(
          req,
          res.status(429),
          new FormView(raw, [{ ...NOT_FOUND, rule: 'status.too_many', message: sentence }]),
        )
      }
      const application = await findByNumber(db, number)
      if (application === undefined || application.email !== emailAscii(email.typed))
        return showSearch(req, res.status(422), new FormView(raw, [NOT_FOUND]))
      await byNumber.giveBack(db, number)
      return res.redirect(
        303,
        application.kind === 'change' ? paths.cabinet.change : followAddress(config, application.id),
      )
    },
  })

  const followed = async (req: Request): Promise<SentApplication> => {
    const id = openToken(config.session.secret, 'follow', req.params.token)
    const application = id === undefined ? undefined : await findApplication(db, id)
    // A change is followed in the cabinet, where one signs in.
    if (application === undefined || !isSent(application) || application.kind === 'change') throw notFound()
    return application
  }

  router.get(paths.registration.follow(':token'), async (req, res) => {
    const application = await followed(req)
    const office = (await deps.reference.get()).office(application.officeId)
    const remarks = application.status === 'returned' ? await listRemarks(db, application) : []
    const token = String(req.params.token)
    res.locals.private = true
    res.page('registration/status', {
      application,
      statusName: STATUS_NAMES[application.status],
      reason: await reasonName(db, application.reasonCode),
      office,
      officeLabel: office && (await deps.reference.get()).officeLabel(office),
      remarks: remarks.map(({ field, text }) => ({ field: placeOf(field).field, text })),
      correctHref: isEditable(application.status) ? paths.registration.correct(token) : undefined,
      withdrawHref: isOpen(application) ? paths.registration.withdraw(token) : undefined,
      history: applicantHistory(await historyOf(db, { kind: 'application', id: application.id }), office?.timeZone),
    })
  })

  /** Back into the form: only a returned application, with the remarks beside its fields. */
  router.get(paths.registration.correct(':token'), async (req, res) => {
    const application = await followed(req)
    if (!isEditable(application.status)) throw seeOther(followAddress(config, application.id))
    rememberDraft(res, config, application.id)
    res.redirect(303, paths.registration.general)
  })

  formPage(router, {
    path: paths.registration.withdraw(':token'),
    read: () => ({}),
    show: async (req, res, form) => {
      const application = await followed(req)
      if (!isOpen(application)) throw seeOther(followAddress(config, application.id))
      res.page('registration/withdraw', { application, form, back: followAddress(config, application.id) })
    },
    submit: async (req, res) => {
      const { id } = await followed(req)
      await db.transaction(async trx => {
        const application = await lockApplication(trx, id)
        if (application === undefined || application.status === 'withdrawn') return
        await moveApplication(trx, application, {
          move: 'withdraw',
          actor: actorOf(req),
          at: clock().toISOString(),
          set: { assigned_to: null },
        })
      })
      req.session.flash = 'Заявка отозвана.'
      res.redirect(303, followAddress(config, id))
    },
  })
}

const isOpen = ({ status }: SentApplication): boolean => (MOVES.withdraw.from as readonly string[]).includes(status)
