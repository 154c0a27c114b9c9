import type { Router } from 'express'
import { cursorText } from '../../db/cursor'
import { keysetPage } from '../../db/keyset'
import type { Deps } from '../../deps'
import { officeStaffOf } from '../../http/identity'
import { paths } from '../../http/paths'
import { findApplication } from '../applications/applications.repository'
import { rememberedView } from './own-view'
import { filtered } from './queue.filters'
import { type OfficeStaff, queueList } from './queue.lists'

/**
 * «Следующая заявка»: the one that follows `after` in the list in which this member of staff works; from its beginning
 * when there is nothing behind. A list without another application leads back to the queue, which says so.
 */
export const nextRoutes = (router: Router, deps: Deps): void => {
  router.get(paths.office.next, async (req, res) => {
    const staff = officeStaffOf(req)
    const after =
      typeof req.query.after === 'string' && /^\d{1,15}$/.test(req.query.after) ? Number(req.query.after) : 0
    const id = await nextInList(deps, staff, after)
    if (id !== undefined) return res.redirect(303, paths.office.application(id))
    req.session.flash = [req.session.flash, 'Других заявок в этом списке нет.'].filter(Boolean).join(' ')
    res.redirect(303, paths.office.applications)
  })
}

const nextInList = async ({ db, clock }: Deps, staff: OfficeStaff, after: number): Promise<number | undefined> => {
  const view = await rememberedView(db, staff.staffId)
  const list = filtered(queueList(db, staff, view.list, clock(), view.sort), view.filters, staff)
  const [key] = list.order.keys
  const left = after === 0 ? undefined : await findApplication(db, after)
  const place = key?.property === 'dueAt' ? left?.dueAt : left?.submittedAt
  const from = place ? [cursorText({ side: 'after', values: [place, after] }), undefined] : [undefined]
  for (const cursor of from) {
    // Where the list ends behind the cursor the page is the first one, and the application itself may stand in it.
    const { rows } = await keysetPage<{ id: number }>(list, { size: 2, cursor })
    const next = rows.find(({ id }) => id !== after)
    if (next !== undefined) return next.id
  }
  return undefined
}
