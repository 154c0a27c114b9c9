import type { Request, Response, Router } from 'express'
import { keysetPage, type List, type Page } from '../../db/keyset'
import type { Deps } from '../../deps'
import { dayIn, formatDate } from '../../http/dates'
import { staffOf } from '../../http/identity'
import { paths } from '../../http/paths'
import { countsOf } from '../applications/applications.repository'
import { trustWarnings } from '../trust/trust-warnings'
import { LISTS, listName, type OfficeStaff, queueList } from './queue.lists'
import { foundList, MAX_TYPED, readSearch } from './queue.search'
import { type Counts, HEAD, listAddress, listLinks, type QueueRow, queueRow } from './queue.view'

const PAGE_SIZE = 50

/** «Заявки на регистрацию»: the queue of the own office, its lists and its search. */
export const queueRoutes = (router: Router, deps: Deps): void => {
  router.get(paths.office.applications, async (req, res) => {
    const staff = staffOf(req)
    if (staff.officeId === null) return res.page('review/no-office', { trustWarnings: await trustWarnings(deps) })
    return showQueue(deps, req, res, { ...staff, officeId: staff.officeId })
  })
}

const showQueue = async (deps: Deps, req: Request, res: Response, staff: OfficeStaff): Promise<void> => {
  const { db, clock, reference } = deps
  const now = clock()
  const q = typeof req.query.q === 'string' ? req.query.q.slice(0, MAX_TYPED).trim() : ''
  const search = readSearch(q)
  const name = listName(req.query.list)
  const list =
    search === undefined ? queueList(db, staff, name, now.toISOString()) : foundList(db, staff.officeId, search)
  const page = await keysetPage<QueueRow>(list, { size: PAGE_SIZE, cursor: req.query.cursor })
  const counts: Counts = {
    ...(await countsOf(db, staff.officeId)),
    mine: await countUpTo(queueList(db, staff, 'mine', now.toISOString())),
    overdue: await countUpTo(queueList(db, staff, 'overdue', now.toISOString())),
  }
  const known = await reference.get()
  const at = search === undefined ? { list: name } : { q }
  res.page('review/queue', {
    trustWarnings: await trustWarnings(deps),
    title: search === undefined ? LISTS[name] : 'Найденные',
    q,
    isSearch: search !== undefined,
    lists: listLinks(counts, search === undefined ? name : undefined),
    head: HEAD,
    rows: page.rows.map(row => queueRow(row, known, staff, now)),
    pages: neighbours(page, cursor => listAddress({ ...at, cursor })),
    lookedBackTo: lookedBackTo(page, staff),
  })
}

const COUNTED = 99

/** How many rows a list has, as far as it is worth knowing: a backlog is never counted through. */
const countUpTo = async ({ sources: [{ query }] }: List): Promise<string> => {
  const found: unknown[] = await query
    .clone()
    .clearSelect()
    .select('applications.id')
    .limit(COUNTED + 1)
  return found.length > COUNTED ? `больше ${COUNTED}` : String(found.length)
}

const neighbours = ({ previous, next }: Page<QueueRow>, address: (cursor: string) => string) =>
  previous === undefined && next === undefined
    ? undefined
    : {
        ...(previous === undefined ? {} : { previous: { href: address(previous) } }),
        ...(next === undefined ? {} : { next: { href: address(next) } }),
      }

/** A search that stopped half-way: the day of sending down to which it looked. */
const lookedBackTo = ({ stoppedAt }: Page<QueueRow>, { timeZone }: OfficeStaff): string | undefined =>
  stoppedAt && formatDate(dayIn(new Date(stoppedAt[0] as string), timeZone))
