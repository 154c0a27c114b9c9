import type { Request, Response, Router } from 'express'
import type { Deps } from '../../deps'
import { actorOf } from '../../http/actor'
import { notFound, seeOther } from '../../http/errors'
import { action, formPage } from '../../http/form-page'
import { FormView } from '../../http/form-view'
import { mayManage, respondentOf } from '../../http/identity'
import { paths } from '../../http/paths'
import { sendFile } from '../../http/send-file'
import { uploadedFile } from '../../http/uploads'
import type { Finding } from '../../validation/finding'
import { sentText } from '../../validation/sent-text'
import { clientNetwork } from '../accounts/client-network'
import { createThrottle } from '../accounts/throttle'
import { inMinutes } from '../accounts/waiting'
import { isEditable } from '../applications/application.status'
import { canSign } from '../certificates/own-certificates'
import { MAX_SIGNATURE } from '../signatures/check-signature'
import { changeOf, documentOf } from './change'
import { changePage } from './change-page'
import { type Confirmed, confirmChange } from './confirm-change'

const FIELD = 'signature'

/** «Изменение данных»: was and becomes, the protocol of the control, and the confirmation: a signature, or the office. */
export const changeRoutes = (router: Router, deps: Deps): void => {
  const show = async (req: Request, res: Response, form: FormView): Promise<void> => {
    const change = await changeOf(deps, req)
    if (change.application === undefined) throw seeOther(paths.cabinet.profile)
    const page = await changePage(deps, change)
    // A page without a form has none for the accessibility panel to take along.
    res.page('profile/change', { ...page, form: page.mayBeConfirmed || form.hasErrors ? form : undefined })
  }
  const refuse = (req: Request, res: Response, status: 409 | 413 | 422 | 429, finding: Finding): Promise<void> =>
    show(req, res.status(status), new FormView(tickOf(req), [finding]))

  const answer = async (req: Request, res: Response, confirmed: Confirmed): Promise<void> => {
    if (confirmed.kind === 'refused') return refuse(req, res, 422, confirmed.finding)
    if (confirmed.kind === 'changed') return refuse(req, res, 409, problem('changed', CHANGED, 'change'))
    if (confirmed.kind === 'repeated') throw seeOther(paths.cabinet.change)
    req.session.flash = confirmed.kind === 'applied' ? APPLIED : HANDED_IN
    return res.redirect(303, confirmed.kind === 'applied' ? paths.cabinet.profile : paths.cabinet.change)
  }

  // As with signatures of applications: a hostile file costs a hundred times a good one.
  const byOrganisation = createThrottle(deps.db, { name: 'change.organisation', points: 30, seconds: 15 * 60 })
  const byAddress = createThrottle(deps.db, { name: 'signature.address', points: 300, seconds: 15 * 60 })

  formPage(router, {
    path: paths.cabinet.change,
    upload: { field: FIELD, maxBytes: MAX_SIGNATURE },
    admit: mayManage,
    read: body => ({ confirmWarnings: tick(body) }),
    show,
    submit: async (req, res) => {
      const { organisationId } = respondentOf(req, 'manage')
      if (req.uploadTooLarge === true) return refuse(req, res, 413, problem('too_large', TOO_LARGE))
      const file = uploadedFile(req)
      if (file === undefined) {
        if (await isWithoutChange(req)) throw seeOther(paths.cabinet.profile)
        return refuse(req, res, 422, problem('required', REQUIRED))
      }
      const wait = Math.max(
        await byAddress.take(clientNetwork(req.ip)),
        await byOrganisation.take(String(organisationId)),
      )
      if (wait > 0) {
        res.set('Retry-After', String(wait))
        return refuse(
          req,
          res,
          429,
          problem('too_many', `Слишком много попыток. Загрузите подпись ещё раз ${inMinutes(wait)}`),
        )
      }
      const asked = { ...confirmationOf(req), organisationId, file: Uint8Array.from(file.bytes) }
      return answer(req, res, await confirmChange(deps, asked))
    },
  })

  const isWithoutChange = async (req: Request): Promise<boolean> =>
    (await changeOf(deps, req)).application === undefined

  /** Without a certificate to sign with; whoever has one signs. */
  action(router, paths.cabinet.changeSend, async (req, res) => {
    const { organisationId } = respondentOf(req, 'manage')
    if (await canSign(deps, organisationId)) return refuse(req, res, 422, problem('needed', SIGN))
    return answer(req, res, await confirmChange(deps, { ...confirmationOf(req), organisationId }))
  })

  /** The page that a refused sending leaves in the browser may be asked for again. */
  router.get(paths.cabinet.changeSend, (req, res) => {
    respondentOf(req, 'manage')
    res.redirect(303, paths.cabinet.change)
  })

  router.get(paths.cabinet.changeDocument, async (req, res) => {
    const change = await changeOf(deps, req)
    if (change.application === undefined || !isEditable(change.application.status)) throw notFound()
    const { bytes, fileName } = documentOf(change)
    sendFile(res, { name: fileName, type: 'application/xml', bytes })
  })
}

const tick = (body: unknown): string => (sentText(body, 'confirmWarnings') === 'yes' ? 'yes' : '')

const tickOf = (req: Request) => ({ confirmWarnings: tick(req.body) })

const confirmationOf = (req: Request) => ({
  document: sentText(req.body, 'document'),
  warnings: tick(req.body) === 'yes',
  actor: actorOf(req),
})

const problem = (rule: string, message: string, field = FIELD): Finding => ({
  field,
  severity: 'error',
  rule: `change.${rule}`,
  message,
})

const APPLIED = 'Подпись действительна. Данные организации изменены.'
const HANDED_IN = 'Изменение отправлено в ТОГС. Данные изменятся, когда специалист одобрит заявку.'
const TOO_LARGE =
  'Файл подписи больше 1 МБ и не проверялся. Создайте отсоединённую подпись формата CAdES-BES: она занимает несколько килобайт'
const REQUIRED = 'Выберите файл подписи и нажмите «Загрузить подпись»'
const SIGN = 'У организации есть действующий сертификат: подпишите изменение и загрузите подпись'
const CHANGED =
  'Данные изменились, пока эта страница была открыта. Проверьте таблицу: в ней уже новые значения «Было». Затем подтвердите изменение заново'
