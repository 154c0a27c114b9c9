import type { Router } from 'express'
import { audit } from '../../audit/audit'
import type { Deps } from '../../deps'
import { actorOf } from '../../http/actor'
import { seeOther } from '../../http/errors'
import { formPage } from '../../http/form-page'
import { respondentOf } from '../../http/identity'
import { paths } from '../../http/paths'
import { deleteDraft, findChange } from '../applications/applications.repository'
import { moveApplication } from '../applications/move-application'
import { lockOrganisation } from '../organisations/organisations.repository'
import { changeOf } from './change'

/** «Отменить изменение»: a draft goes, an application that is with the office is withdrawn. */
export const discardRoutes = (router: Router, deps: Deps): void =>
  formPage(router, {
    path: paths.cabinet.changeDiscard,
    read: () => ({}),
    show: async (req, res, form) => {
      const { application } = await changeOf(deps, req)
      if (application === undefined) throw seeOther(paths.cabinet.profile)
      res.page('profile/discard', { form, number: application.number, isDraft: application.status === 'draft' })
    },
    submit: async (req, res) => {
      const { organisationId } = respondentOf(req, 'manage')
      const actor = actorOf(req)
      const at = deps.clock().toISOString()
      await deps.db.transaction(async trx => {
        await lockOrganisation(trx, organisationId)
        const application = await findChange(trx, organisationId, { lock: true })
        if (application === undefined) return
        if (application.status !== 'draft')
          return moveApplication(trx, application, { move: 'withdraw', actor, at, set: { assigned_to: null } })
        await deleteDraft(trx, application.id)
        const subject = { kind: 'application', id: application.id } as const
        await audit(trx, { event: 'application.discarded', actor, subject, at, details: { kind: 'change' } })
      })
      req.session.flash = 'Изменение отменено, данные остались прежними.'
      res.redirect(303, paths.cabinet.profile)
    },
  })
