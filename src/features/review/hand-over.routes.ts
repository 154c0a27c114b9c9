import type { RequestHandler, Router } from 'express'
import { historyOf } from '../../audit/audit'
import type { Deps } from '../../deps'
import { actorOf } from '../../http/actor'
import { seeOther } from '../../http/errors'
import { FormView } from '../../http/form-view'
import { officeStaffOf } from '../../http/identity'
import { paths } from '../../http/paths'
import { recordNumber } from '../../http/record-number'
import { decisionPage } from './decision-page'
import { handOver, otherOffices, readHandOver } from './hand-over'
import { handOverForm } from './hand-over.form'

/** «Передать в другой ТОГС»: one application, with the reason. */
export const handOverRoutes = (router: Router, deps: Deps): void =>
  decisionPage(router, deps, {
    path: paths.office.handOver(':id'),
    before: [alreadyHandedOver(deps)],
    view: 'review/hand-over',
    move: 'handOver',
    read: handOverForm.read,
    words: ({ number }) => ({
      done: `Заявка № ${number} передана в другой ТОГС. Заявителю отправлено письмо.`,
      repeated: `Заявка № ${number} уже передана в другой ТОГС.`,
    }),
    context: ({ application, reference, staff }) => ({
      name: application.shortName,
      okpo: application.okpo,
      offices: otherOffices(reference, staff),
    }),
    decide: (req, { staff, application, reference }, raw) => {
      const read = readHandOver(raw, reference, staff)
      if ('errors' in read) return { form: new FormView(raw, read.errors) }
      return handOver(deps, application, read.given, { staff, actor: actorOf(req) })
    },
  })

/** Pressed twice: the application lies elsewhere by now and cannot be seen from here, but who sent it there is told so. */
const alreadyHandedOver =
  ({ db }: Deps): RequestHandler =>
  async (req, _res, next) => {
    const { staffId } = officeStaffOf(req)
    const history = await historyOf(db, { kind: 'application', id: recordNumber(req.params.id) })
    const last = history.at(-1)
    if (last?.event !== 'application.handed_over' || last.actorKind !== 'staff' || last.actorId !== staffId)
      return next()
    req.session.flash = 'Заявка уже передана в другой ТОГС.'
    throw seeOther(paths.office.applications)
  }
