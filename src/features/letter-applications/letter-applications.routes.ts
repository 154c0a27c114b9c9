import { type Request, type Response, Router } from 'express'
import type { Deps } from '../../deps'
import { actorOf } from '../../http/actor'
import { formatDateTime } from '../../http/dates'
import { notFound } from '../../http/errors'
import { formPage } from '../../http/form-page'
import { FormView } from '../../http/form-view'
import { officeStaffOf } from '../../http/identity'
import { paths } from '../../http/paths'
import { recordNumber } from '../../http/record-number'
import { findApplication } from '../applications/applications.repository'
import { hasExpired, rememberDraft } from '../registration/draft-cookie'
import { mayEnter } from '../registration/may-enter'
import { okpoForm } from '../registration/okpo.form'
import { explain } from '../registration/start.routes'
import { outcomeOf, startApplication } from '../registration/start-application'
import { listLetterDrafts } from './letter-applications.repository'

/**
 * «Заявки по письму»: an organisation wrote on paper, and somebody of the office enters its application: the same
 * pages, the same control, the same decision. There is no password: the organisation sets its own by a link.
 */
export const letterApplicationRoutes = (deps: Deps): Router => {
  const router = Router()
  const { db, clock, config } = deps

  const show = async (req: Request, res: Response, form: FormView): Promise<void> => {
    const staff = officeStaffOf(req)
    const drafts = await listLetterDrafts(db, staff.officeId, clock().toISOString())
    res.page('letter-applications/letter-applications', {
      form,
      head: ['ОКПО', 'Наименование', 'Начата', 'Кто вносит'].map(text => ({ text })),
      rows: drafts.map(({ id, okpo, shortName, createdAt, author }) => ({
        href: paths.office.byLetterDraft(id),
        cells: [
          { text: okpo },
          { text: shortName },
          { text: formatDateTime(createdAt, staff.timeZone) },
          { text: author },
        ],
      })),
    })
  }

  formPage(router, {
    path: paths.office.byLetter,
    read: okpoForm.read,
    show,
    submit: async (req, res, raw) => {
      const staff = officeStaffOf(req)
      const parsed = okpoForm.parse(raw)
      if (parsed.value === undefined) return show(req, res.status(422), new FormView(raw, parsed.errors))
      const { okpo } = parsed.value
      const outcome = await outcomeOf(db, okpo)
      if (outcome.kind !== 'open') {
        const { finding } = await explain(deps, okpo, outcome)
        return show(req, res.status(422), new FormView(raw, [finding]))
      }
      const id = await startApplication(deps, okpo, outcome, actorOf(req), staff)
      rememberDraft(res, config, id)
      res.redirect(303, paths.registration.general)
    },
  })

  /** Back to one that was begun: this browser works on it from now on. */
  router.get(paths.office.byLetterDraft(':id'), async (req, res) => {
    officeStaffOf(req)
    const application = await findApplication(db, recordNumber(req.params.id))
    if (application === undefined || application.enteredBy === null) throw notFound()
    if (!(await mayEnter(db, req, application)) || hasExpired(application, clock())) throw notFound()
    if (application.status !== 'draft') return res.redirect(303, paths.office.application(application.id))
    rememberDraft(res, config, application.id)
    res.redirect(303, paths.registration.general)
  })

  return router
}
