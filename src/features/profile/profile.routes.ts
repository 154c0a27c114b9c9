import { Router } from 'express'
import type { Deps } from '../../deps'
import { respondentOf } from '../../http/identity'
import { paths } from '../../http/paths'
import { STATUS_NAMES } from '../applications/application.status'
import { organisationView } from '../cabinet/organisation.view'
import { loadChange } from './change'
import { changeRoutes } from './change.routes'
import { discardRoutes } from './discard.routes'
import { editRoutes } from './edit.routes'
import { historyRoutes } from './history.routes'

/** «Профиль»: the data of the organisation, and how they are changed by whoever may. */
export const profileRoutes = (deps: Deps): Router => {
  const router = Router()
  router.get(paths.cabinet.profile, async (req, res) => {
    const { organisationId, rights } = respondentOf(req)
    const reference = await deps.reference.get()
    const { organisation, application, fields } = await loadChange(deps.db, organisationId, reference)
    res.page('profile/profile', {
      name: organisation.shortName,
      mayManage: rights.manage,
      groups: organisationView(organisation, reference),
      change: application && {
        number: application.number,
        status: STATUS_NAMES[application.status],
        isDraft: application.status === 'draft',
        fields: fields.length,
      },
    })
  })
  editRoutes(router, deps)
  changeRoutes(router, deps)
  discardRoutes(router, deps)
  historyRoutes(router, deps)
  return router
}
