import type { Knex } from 'knex'
import type { Db, Instant } from '../../db/db'
import type { List, Order, Source } from '../../db/keyset'
import type { Deps } from '../../deps'
import { ENTERPRISE_TYPES } from '../../validation/rules/enterprise-type'
import { organisationsNamed, tellingWords } from '../organisations/organisation-words'
import { shown } from '../organisations/withheld'

export const STATES = { all: 'Любое', active: 'Действуют', archived: 'В архиве', blocked: 'Заблокированы' } as const
export const ACCOUNTS = { any: 'Не важно', yes: 'Есть', no: 'Нет' } as const

export type RegisterFilter = {
  q: string
  state: keyof typeof STATES
  account: keyof typeof ACCOUNTS
  type: string
  /** Undefined: all offices, for the administrator of the system. */
  officeId: number | undefined
}

export type RegisterRow = {
  id: number
  okpo: string
  shortName: string
  enterpriseType: string
  inn: string | null
  officeId: number
  archivedAt: Instant | null
  blockedAt: Instant | null
  accountId: number | null
}

const MAX_TYPED = 100
const text = (value: unknown): string =>
  typeof value === 'string'
    ? value
        .replace(/\p{Cc}/gu, ' ')
        .trim()
        .slice(0, MAX_TYPED)
    : ''
const oneOf = <T extends string>(names: Record<T, string>, value: unknown, fallback: T): T =>
  typeof value === 'string' && Object.hasOwn(names, value) ? (value as T) : fallback

/** Reads the address of the list; `officeId` of who may see their own office only. */
export const readFilter = (query: Record<string, unknown>, own: number | null): RegisterFilter => ({
  q: text(query.q),
  state: oneOf(STATES, query.state, 'all'),
  account: oneOf(ACCOUNTS, query.account, 'any'),
  type: ENTERPRISE_TYPES.find(type => type === query.type) ?? '',
  officeId: own ?? (/^\d{1,2}$/.test(text(query.office)) ? Number(text(query.office)) : undefined),
})

const BY_OKPO: Order = { keys: [{ property: 'okpo', kind: 'digits' }], direction: 'asc' }
const BY_NUMBER: Order = { keys: [{ property: 'id', kind: 'integer' }], direction: 'asc' }

/** A filter that no index serves tries so many organisations a page. */
const TRIED_A_PAGE = 3000
/** Of a name that more organisations have, so many are shown: another word tells more than another page. */
export const MAX_NAMED = 1000

/** What a page of the list says besides its rows. */
export type Found = { list: List; limited: boolean; onlyForms: boolean }

/**
 * The organisations that the filter chooses, served by an index whatever it is.
 * @param merged the offices that were merged into the one of the filter
 */
export const registerList = async (
  { db, slowReads }: Pick<Deps, 'db' | 'slowReads'>,
  filter: RegisterFilter,
  merged: readonly number[] = [],
): Promise<Found> => {
  const code = filter.q.replace(/[\s-]/g, '')
  if (filter.q === '') return { list: plainList(db, filter), limited: false, onlyForms: false }
  if (/^\d{4,15}$/.test(code)) return { list: await byCode(db, filter, code), limited: false, onlyForms: false }
  const words = tellingWords(filter.q)
  const officeIds = filter.officeId === undefined ? [] : [filter.officeId, ...merged]
  const ids = words.length === 0 ? [] : await named({ db, slowReads }, words, officeIds)
  const query = narrowed(rows(db, filter).whereIn('organisations.id', ids), filter)
  return {
    list: { order: BY_NUMBER, sources: [{ query, columns: ['organisations.id'] }] },
    limited: ids.length === MAX_NAMED,
    onlyForms: words.length === 0,
  }
}

/**
 * Whole words first: their lists are walked only as far as the page needs. What only begins so is asked for when these
 * give too few. A beginning that half of the country has takes a while to gather, so nobody else waits for it.
 */
const named = async (
  { db, slowReads }: Pick<Deps, 'db' | 'slowReads'>,
  words: readonly string[],
  officeIds: readonly number[],
): Promise<number[]> => {
  const look = async (whole: boolean): Promise<number[]> => {
    const query = organisationsNamed(db, { words, officeIds, limit: MAX_NAMED, whole })
    return (await slowReads.rows<{ id: number }>(query, 'search')).map(({ id }) => id)
  }
  const found = await look(true)
  return found.length === MAX_NAMED ? found : look(false)
}

const rows = (db: Db, { officeId }: RegisterFilter): Knex.QueryBuilder => {
  const query = shown(db('organisations')).leftJoin('accounts', 'accounts.organisation_id', 'organisations.id').select({
    id: 'organisations.id',
    okpo: 'organisations.okpo',
    shortName: 'organisations.short_name',
    enterpriseType: 'organisations.enterprise_type',
    inn: 'organisations.inn',
    officeId: 'organisations.office_id',
    archivedAt: 'organisations.archived_at',
    blockedAt: 'organisations.blocked_at',
    accountId: 'accounts.id',
  })
  return officeId === undefined ? query : query.where('organisations.office_id', officeId)
}

/** The words of the partial indexes: SQLite uses such an index only for a query that says the very same. */
const byState = (query: Knex.QueryBuilder, state: RegisterFilter['state']): Knex.QueryBuilder => {
  if (state === 'archived') return query.whereRaw('organisations.archived_at is not null')
  if (state === 'blocked') return query.whereRaw('organisations.blocked_at is not null')
  return state === 'active' ? query.whereNull('organisations.archived_at').whereNull('organisations.blocked_at') : query
}

const byRest = (query: Knex.QueryBuilder, { account, type }: RegisterFilter): Knex.QueryBuilder => {
  if (type === 'authority') void query.whereRaw("organisations.enterprise_type = 'authority'")
  else if (type !== '') void query.where('organisations.enterprise_type', type)
  if (account === 'yes') void query.whereNotNull('accounts.id')
  if (account === 'no') void query.whereNull('accounts.id')
  return query
}

const narrowed = (query: Knex.QueryBuilder, filter: RegisterFilter): Knex.QueryBuilder =>
  byRest(byState(query, filter.state), filter)

const plainList = (db: Db, filter: RegisterFilter): List => {
  const list: List = {
    order: BY_OKPO,
    sources: [{ query: byState(rows(db, filter), filter.state), columns: ['organisations.okpo'] }],
  }
  const needsSieve = filter.type !== '' || filter.account !== 'any'
  return needsSieve ? { ...list, sieve: { rows: TRIED_A_PAGE, keep: query => void byRest(query, filter) } } : list
}

/** ОКПО and ТОСП numbers that begin with these digits; ИНН and ОГРН that are these digits, in the order of the ОКПО. */
const byCode = async (db: Db, filter: RegisterFilter, digits: string): Promise<List> => {
  const source = (query: Knex.QueryBuilder): Source => ({
    query: narrowed(query, filter),
    columns: ['organisations.okpo'],
  })
  const following = String(BigInt(digits) + 1n).padStart(digits.length, '0')
  const begins = (query: Knex.QueryBuilder): Knex.QueryBuilder => {
    void query.where('organisations.okpo', '>=', digits)
    return following.length > digits.length ? query : query.where('organisations.okpo', '<', following)
  }
  // Their numbers first: to get the order of the ОКПО for nothing SQLite would walk the whole office instead.
  const exact = async (column: string): Promise<Source> => {
    const ids: number[] = await shown(db('organisations')).where(column, digits).limit(MAX_NAMED).pluck('id')
    return source(
      rows(db, filter)
        .whereIn('organisations.id', ids)
        .whereNot(found => void begins(found)),
    )
  }
  const byOkpo = source(begins(rows(db, filter)))
  if ([10, 12].includes(digits.length)) return { order: BY_OKPO, sources: [byOkpo, await exact('inn')] }
  if ([13, 15].includes(digits.length)) return { order: BY_OKPO, sources: [byOkpo, await exact('ogrn')] }
  return { order: BY_OKPO, sources: [byOkpo] }
}
