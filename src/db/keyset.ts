import type { Knex } from 'knex'
import { type Cursor, cursorText, type Key, readCursor, type Value } from './cursor'

/** The order of a list. The last key tells any two rows apart. */
export type Order = { keys: readonly Key[]; direction: 'asc' | 'desc' }

/** A query that selects the properties of the keys, and the columns behind them. */
export type Source = { query: Knex.QueryBuilder; columns: readonly string[] }

export type List = {
  order: Order
  /** One query as a rule. The rows of several, each served by an index of its own, are merged into one list. */
  sources: readonly [Source, ...Source[]]
  /**
   * A condition that no index serves (a word within a name), tried on so many rows a page at most: then the page ends
   * before it is full and `next` goes on from there. For a list of one source.
   */
  sieve?: { rows: number; keep: (query: Knex.QueryBuilder) => void }
}

export type Page<Row> = {
  rows: Row[]
  /** Cursors of the neighbouring pages, for the address. */
  previous: string | undefined
  next: string | undefined
  /** On the way forward the sieve's rows were used up: the keys of the last one that was looked at. */
  stoppedAt: Value[] | undefined
}

type Ask = { size: number; cursor?: unknown }

/**
 * A page of a list that begins where the page before ended (`where (a, b) > (…)`), instead of counting rows from the
 * start: the millionth row costs what the first does, and rows that come or go meanwhile neither repeat nor hide
 * others. A cursor that is not ours is the first page. Both engines walk the index of the order with row comparison.
 */
export const keysetPage = async <Row extends object>(list: List, { size, cursor }: Ask): Promise<Page<Row>> => {
  const from = readCursor(cursor, list.order.keys)
  const backwards = from?.side === 'before'
  const stoppedAt = await endOfSieve(list, from, size)
  const found = await Promise.all(list.sources.map(source => scan(list, source, from, stoppedAt).limit(size + 1)))
  const merged = mergeRows(found as Row[][], list.order, backwards)
  const shown = merged.slice(0, size)
  const more = merged.length > size
  const end = more ? undefined : stoppedAt
  // The start was reached on the way back, or everything after the cursor went away: the first page is a full one.
  const isBroken = backwards ? shown.length < size : shown.length === 0 && list.sieve === undefined
  if (from !== undefined && isBroken && end === undefined) return keysetPage(list, { size })
  if (backwards) shown.reverse()
  const [first, last] = [keysOf(shown[0], list.order), keysOf(shown.at(-1), list.order)]
  const before = backwards ? (more ? first : end) : from && first
  const after = backwards ? last : more ? last : end
  return {
    rows: shown,
    previous: before && cursorText({ side: 'before', values: before }),
    next: after && cursorText({ side: 'after', values: after }),
    stoppedAt: backwards ? undefined : end,
  }
}

const isAscending = ({ order }: List, from: Cursor | undefined): boolean =>
  (order.direction === 'asc') !== (from?.side === 'before')

/** The source's rows beyond the cursor, in the order of walking. */
const walk = (list: List, { query, columns }: Source, from: Cursor | undefined): Knex.QueryBuilder => {
  const ascending = isAscending(list, from)
  const walking = query
    .clone()
    .orderBy(columns.map(column => ({ column, order: ascending ? ('asc' as const) : ('desc' as const) })))
  return from === undefined ? walking : bounded(walking, columns, ascending ? '>' : '<', from.values)
}

const bounded = (query: Knex.QueryBuilder, columns: readonly string[], sign: string, values: Value[]) => {
  const row = columns.map(() => '??').join(', ')
  return query.whereRaw(`(${row}) ${sign} (${values.map(() => '?').join(', ')})`, [...columns, ...values])
}

const scan = (list: List, source: Source, from: Cursor | undefined, end: Value[] | undefined): Knex.QueryBuilder => {
  const walking = walk(list, source, from)
  if (end !== undefined) bounded(walking, source.columns, isAscending(list, from) ? '<=' : '>=', end)
  list.sieve?.keep(walking)
  return walking
}

/** The keys of the last row that the sieve may look at; undefined when the list ends before. */
const endOfSieve = async (list: List, from: Cursor | undefined, size: number): Promise<Value[] | undefined> => {
  const [source] = list.sources
  if (list.sieve === undefined) return undefined
  const columns = Object.fromEntries(list.order.keys.map(({ property }, index) => [property, source.columns[index]]))
  const [row] = await walk(list, source, from)
    .clearSelect()
    .select(columns)
    .offset(Math.max(list.sieve.rows, size) - 1)
    .limit(1)
  return keysOf(row as object | undefined, list.order)
}

const keysOf = (row: object | undefined, { keys }: Order): Value[] | undefined =>
  row && keys.map(({ property }) => (row as Record<string, Value>)[property] as Value)

const mergeRows = <Row extends object>(found: Row[][], order: Order, backwards: boolean): Row[] => {
  if (found.length === 1) return found[0] as Row[]
  const sign = (order.direction === 'asc') !== backwards ? 1 : -1
  return found.flat().sort((one, other) => sign * compare(keysOf(one, order) ?? [], keysOf(other, order) ?? []))
}

const compare = (one: Value[], other: Value[]): number => {
  const index = one.findIndex((value, place) => value !== other[place])
  return index === -1 ? 0 : (one[index] as Value) < (other[index] as Value) ? -1 : 1
}
