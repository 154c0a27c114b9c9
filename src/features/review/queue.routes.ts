import type { Request, Response, Router } from 'express'
import { keysetPage, type List, type Page } from '../../db/keyset'
import type { Deps } from '../../deps'
import { dayIn, formatDate } from '../../http/dates'
import { staffOf } from '../../http/identity'
import { paths } from '../../http/paths'
import { countsOf } from '../applications/application-counts.repository'
import { trustWarnings } from '../trust/trust-warnings'
import { filterFields, listColleagues } from './filter.view'
import { viewOf } from './own-view'
import { filtered, type QueueView } from './queue.filters'
import { LISTS, type OfficeStaff, queueList, type Sort, usualSort } from './queue.lists'
import { foundList, MAX_TYPED, readSearch } from './queue.search'
import { type Counts, listLinks, type QueueRow, queueAddress, queueHead, queueRow } from './queue.view'

export const PAGE_SIZE = 50

/** «Заявки на регистрацию»: the queue of the own office, its lists, filters and search. */
export const queueRoutes = (router: Router, deps: Deps): void => {
  router.get(paths.office.applications, async (req, res) => {
    const staff = staffOf(req)
    if (staff.officeId === null) return res.page('review/no-office', { trustWarnings: await trustWarnings(deps) })
    return showQueue(deps, req, res, { ...staff, officeId: staff.officeId })
  })
}

/** What is typed into the search box. */
export const typedSearch = (req: Request): string =>
  typeof req.query.q === 'string' ? req.query.q.slice(0, MAX_TYPED).trim() : ''

/** The rows that an address asks for: what was searched for, or a list with its filters. */
export const askedList = async (
  { db, clock }: Pick<Deps, 'db' | 'clock'>,
  staff: OfficeStaff,
  view: QueueView,
  q: string,
): Promise<List> => {
  const search = readSearch(q)
  if (search !== undefined) return foundList(db, staff.officeId, search)
  return filtered(queueList(db, staff, view.list, clock(), view.sort), view.filters, staff)
}

const showQueue = async (deps: Deps, req: Request, res: Response, staff: OfficeStaff): Promise<void> => {
  const { db, clock } = deps
  const now = clock()
  const view = await viewOf(db, req, staff.staffId)
  const q = typedSearch(req)
  const isSearch = readSearch(q) !== undefined
  const page = await keysetPage<QueueRow>(await askedList(deps, staff, view, q), {
    size: PAGE_SIZE,
    cursor: req.query.cursor,
  })
  const known = await deps.reference.get()
  const at = isSearch ? { q } : view
  const rows = page.rows.map(row => queueRow(row, known, staff, now))
  res.page('review/queue', {
    trustWarnings: await trustWarnings(deps),
    title: isSearch ? 'Найденные' : LISTS[view.list],
    q,
    isSearch,
    lists: listLinks(await countLists(deps, staff, now), view, isSearch),
    filters: filterFields(view, known, await listColleagues(db, staff.officeId), staff),
    hidden: [{ name: 'list', value: view.list }, ...(view.sort ? [{ name: 'sort', value: view.sort }] : [])],
    resetHref: Object.keys(view.filters).length > 0 ? queueAddress({ list: view.list, filters: {} }) : undefined,
    head: queueHead(isSearch ? undefined : view),
    rows,
    selectable: rows.some(row => 'value' in row),
    allChosen: req.query.choose === 'all',
    chooseAllHref: queueAddress(at, { ...cursorOf(req), choose: 'all' }),
    exportHref: queueAddress(at, {}, paths.office.export),
    nextHref: !isSearch && rows.length > 0 ? paths.office.next : undefined,
    pages: neighbours(page, cursor => queueAddress(at, { cursor })),
    lookedTo: lookedTo(page, staff, isSearch ? '-sent' : (view.sort ?? usualSort(view.list))),
  })
}

const cursorOf = ({ query: { cursor } }: Request): { cursor?: string } => (typeof cursor === 'string' ? { cursor } : {})

const countLists = async ({ db }: Deps, staff: OfficeStaff, now: Date): Promise<Counts> => {
  const upTo = (name: 'mine' | 'today' | 'overdue') => countUpTo(queueList(db, staff, name, now))
  return {
    ...(await countsOf(db, staff.officeId)),
    mine: await upTo('mine'),
    today: await upTo('today'),
    overdue: await upTo('overdue'),
  }
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

/** A page that looked through so many rows that it stopped half-way: where. */
const lookedTo = ({ stoppedAt }: Page<QueueRow>, { timeZone }: OfficeStaff, sort: Sort): string | undefined => {
  if (stoppedAt === undefined) return undefined
  const day = formatDate(dayIn(new Date(stoppedAt[0] as string), timeZone))
  return sort.endsWith('sent') ? `отправленных ${day}` : `со сроком ${day}`
}
