import { type Request, type Response, Router } from 'express'
import { keysetPage } from '../../db/keyset'
import type { Deps } from '../../deps'
import { actorOf } from '../../http/actor'
import { sendCsv } from '../../http/csv-download'
import { conflict, notFound } from '../../http/errors'
import { formPage } from '../../http/form-page'
import { staffWith } from '../../http/identity'
import { neighbours } from '../../http/page-links'
import { paths } from '../../http/paths'
import { recordNumber } from '../../http/record-number'
import type { Act } from './act'
import { ACTS_HEAD, actRow, actView, type Names, REFUSED_HEAD, refusedCells } from './act.view'
import { findAct, listActs, listRefused, toAct } from './acts.repository'
import { confirmAct, endAct } from './assignments.service'
import { listPage } from './list.routes'
import { rulePage } from './rule.routes'

const PAGE_SIZE = 50
const REFUSED_BATCH = 1000

/** «Назначение форм»: acts by rule and by list, for the administrator of the system. */
export const assignmentsRoutes = (deps: Deps): Router => {
  const { db, reference } = deps
  const router = Router()
  const adminOf = (req: Request) => staffWith(req, 'system_admin')

  const namesOf = async (): Promise<Names> => {
    const known = await reference.get()
    const rows: { code: string; name: string }[] = await db('form_templates').orderBy('id').select('code', 'name')
    return {
      forms: new Map(rows.map(({ code, name }) => [code, name])),
      types: new Map(known.enterpriseTypes.map(({ code, name }) => [code, name])),
      office: id => known.office(id),
    }
  }

  const actOf = async (req: Request): Promise<Act> => {
    adminOf(req)
    const found = await findAct(db, recordNumber(req.params.id))
    if (found === undefined) throw notFound()
    return found
  }

  router.get(paths.office.assignments, async (req, res) => {
    const { timeZone } = adminOf(req)
    const page = await keysetPage<Parameters<typeof toAct>[0]>(listActs(db), {
      size: PAGE_SIZE,
      cursor: req.query.cursor,
    })
    const names = await namesOf()
    res.page('assignments/list', {
      head: ACTS_HEAD,
      rows: page.rows.map(row => actRow(toAct(row), names, timeZone)),
      pages: neighbours(page, cursor => `${paths.office.assignments}?cursor=${cursor}`),
    })
  })

  rulePage(router, deps)
  listPage(router, deps)

  const show = async (req: Request, res: Response): Promise<void> => {
    const { timeZone } = adminOf(req)
    res.page('assignments/act', actView(await actOf(req), await namesOf(), timeZone))
  }

  formPage(router, {
    path: paths.office.assignment(':id'),
    admit: adminOf,
    read: () => ({}),
    show,
    submit: async (req, res) => {
      const { id } = await actOf(req)
      if (!(await confirmAct(deps, id, actorOf(req)))) throw conflict(DECIDED)
      req.session.flash = 'Формы назначаются. Организации увидят их в личном кабинете.'
      res.redirect(303, paths.office.assignment(id))
    },
  })

  formPage(router, {
    path: paths.office.assignmentEnd(':id'),
    admit: adminOf,
    read: () => ({}),
    show: async (req, res) => {
      const { timeZone } = adminOf(req)
      res.page('assignments/end', actView(await actOf(req), await namesOf(), timeZone))
    },
    submit: async (req, res) => {
      const { id } = await actOf(req)
      const ended = await endAct(deps, id, actorOf(req))
      req.session.flash = ended ? 'Назначение снимается.' : 'Назначение уже снято.'
      res.redirect(303, paths.office.assignment(id))
    },
  })

  router.get(paths.office.assignmentRefused(':id'), async (req, res) => {
    const { id } = await actOf(req)
    await sendCsv(res, `assignment-${id}-refused.csv`, REFUSED_HEAD, refusedOf(id))
  })

  async function* refusedOf(id: number): AsyncGenerator<string[][]> {
    for (let after = 0; ; ) {
      const rows = await listRefused(db, id, after, REFUSED_BATCH)
      if (rows.length > 0) yield rows.map(refusedCells)
      if (rows.length < REFUSED_BATCH) return
      after = rows.at(-1)?.line ?? after
    }
  }

  return router
}

const DECIDED = 'Это назначение уже подтверждено, отменено или ещё подсчитывается. Откройте его страницу заново.'
