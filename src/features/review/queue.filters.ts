import type { Knex } from 'knex'
import type { List } from '../../db/keyset'
import { LISTS, type ListName, type OfficeStaff, SORTS, type Sort, usualSort } from './queue.lists'

/** What narrows a list: a value of each filter, or nothing. */
export type Filters = {
  kind?: 'registration' | 'change'
  channel?: 'web' | 'letter'
  signed?: 'yes' | 'no'
  differs?: 'yes' | 'no'
  type?: string
  /** «me», «none», or the number of a member of staff. */
  who?: string
}

/** How somebody looks at the queue. `sort` is absent where it is the usual one of the list. */
export type QueueView = { list: ListName; sort?: Sort; filters: Filters }

const VALUES: { [Name in keyof Filters]-?: RegExp } = {
  kind: /^(registration|change)$/,
  channel: /^(web|letter)$/,
  signed: /^(yes|no)$/,
  differs: /^(yes|no)$/,
  type: /^[a-z]{1,12}$/,
  who: /^(me|none|\d{1,9})$/,
}

/** The view that an address names; «Новые» without filters when it names none. What is not ours is left out. */
export const readView = (query: Record<string, unknown>): QueueView => {
  const list =
    typeof query.list === 'string' && Object.hasOwn(LISTS, query.list) ? (query.list as ListName) : 'submitted'
  const sort = SORTS.find(known => known === query.sort)
  const filters = Object.fromEntries(
    Object.entries(VALUES).flatMap(([name, values]) => {
      const value = query[name]
      return typeof value === 'string' && values.test(value) ? [[name, value]] : []
    }),
  )
  return { list, filters, ...(sort === undefined || sort === usualSort(list) ? {} : { sort }) }
}

/** Whether an address says anything of a view; otherwise the remembered one counts. */
export const namesView = (query: Record<string, unknown>): boolean =>
  ['list', 'sort', ...Object.keys(VALUES)].some(name => query[name] !== undefined)

/** A view as it stands in an address. */
export const viewQuery = ({ list, sort, filters }: QueueView): URLSearchParams =>
  new URLSearchParams({ list, ...(sort === undefined ? {} : { sort }), ...filters })

/** How many rows a page looks through for those that pass the filters: their columns stand in the index of the list. */
const FILTERED_A_PAGE = 20_000

/** The rows of a list that pass the filters. */
export const filtered = (list: List, filters: Filters, { staffId }: OfficeStaff): List => {
  if (Object.keys(filters).length === 0) return list
  const keep = (query: Knex.QueryBuilder): void => {
    const { kind, channel, signed, differs, type, who } = filters
    if (kind !== undefined) query.where('applications.kind', kind)
    if (channel !== undefined) query.where('applications.channel', channel)
    if (signed !== undefined) query.where('applications.signed', signed === 'yes')
    if (differs !== undefined) query.where('applications.differs', differs === 'yes')
    if (type !== undefined) query.where('applications.enterprise_type', type)
    if (who === 'none') query.whereNull('applications.assigned_to')
    else if (who !== undefined) query.where('applications.assigned_to', who === 'me' ? staffId : Number(who))
  }
  return { ...list, sieve: { rows: FILTERED_A_PAGE, keep } }
}
