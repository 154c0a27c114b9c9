import type { Router } from 'express'
import type { Deps } from '../../deps'
import { actorOf } from '../../http/actor'
import { action } from '../../http/form-page'
import { paths } from '../../http/paths'
import { moveApplication } from '../applications/move-application'
import { answerMove } from './answer'
import { makeMove } from './move'
import { ownApplication } from './own-application'
import { takeApplication } from './take-application'

/** «Взять в работу» and «Вернуть в очередь». */
export const takeRoutes = (router: Router, deps: Deps): void => {
  action(router, paths.office.take(':id'), async (req, res) => {
    const { staff, application } = await ownApplication(deps.db, req)
    const moved = await takeApplication(deps, req, staff, application.id)
    answerMove(req, res, application, moved, {
      done: `Заявка № ${application.number} у вас в работе.`,
      repeated: `Заявка № ${application.number} уже у вас в работе.`,
      next: paths.office.application(application.id),
    })
  })

  action(router, paths.office.release(':id'), async (req, res) => {
    const { staff, application } = await ownApplication(deps.db, req)
    const moved = await makeMove(deps, staff, { id: application.id, move: 'release' }, (trx, locked, at) =>
      moveApplication(trx, locked, {
        move: 'release',
        actor: actorOf(req),
        at,
        set: { assigned_to: null },
        details: { assignedTo: locked.assignedTo },
      }),
    )
    answerMove(req, res, application, moved, {
      done: `Заявка № ${application.number} возвращена в очередь.`,
      repeated: `Заявка № ${application.number} уже возвращена в очередь.`,
      next: paths.office.applications,
    })
  })
}
