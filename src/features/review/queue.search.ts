import type { Knex } from 'knex'
import type { Db } from '../../db/db'
import type { List } from '../../db/keyset'
import { searchName } from '../registration/send-application'
import { newestFirst, rowsOfOffice } from './queue.lists'

/** What somebody looks for: the number of an application, the beginning of an ОКПО or ИНН, or words of a name. */
export type Search =
  | { kind: 'number'; number: string }
  | { kind: 'digits'; digits: string }
  | { kind: 'name'; words: string[] }

export const MAX_TYPED = 100
const MAX_WORDS = 8

/** How many applications a page looks through for words of a name: no index finds the middle of a text. */
const NAMES_A_PAGE = 20_000

/** Reads the search box; undefined when it is empty. */
export const readSearch = (typed: string): Search | undefined => {
  // PostgreSQL knows no NUL; no name has any of the others.
  const text = typed.replace(/\p{Cc}/gu, ' ').trim()
  const code = text.replace(/[\s№]/g, '').replace(/[‐-―−]/g, '-')
  if (/^\d{4}-\d{6,12}$/.test(code)) return { kind: 'number', number: code }
  if (/^\d{1,14}$/.test(code)) return { kind: 'digits', digits: code }
  if (text === '') return undefined
  const words = searchName(text, '').split(' ').filter(Boolean)
  return { kind: 'name', words: [...new Set(words)].slice(0, MAX_WORDS) }
}

/** What was found among all applications of the office. */
export const foundList = (db: Db, officeId: number, search: Search): List => {
  const rows = () => rowsOfOffice(db, officeId)
  if (search.kind === 'number') return newestFirst(rows().where('applications.number', search.number))
  if (search.kind === 'digits') return byCode(rows, search.digits)
  // Signs alone are no name: nothing contains no word.
  if (search.words.length === 0) return newestFirst(rows().whereRaw('1 = 0'))
  const keep = (query: Knex.QueryBuilder) => search.words.forEach(word => void contains(query, word))
  return { ...newestFirst(rows()), sieve: { rows: NAMES_A_PAGE, keep } }
}

/** ОКПО and ИНН that begin with these digits, each by its own index; whole ones come before longer ones. */
const byCode = (rows: () => Knex.QueryBuilder, digits: string): List => {
  const source = (column: string) => ({
    query: begins(rows().select({ digits: column }), column, digits),
    columns: [column, 'applications.id'],
  })
  const [okpo, inn] = [source('applications.okpo'), source('applications.inn')]
  inn.query.whereNot(found => void begins(found, 'applications.okpo', digits))
  return {
    order: {
      keys: [
        { property: 'digits', kind: 'digits' },
        { property: 'id', kind: 'integer' },
      ],
      direction: 'asc',
    },
    sources: [okpo, inn],
  }
}

/** A range instead of LIKE: every collation keeps digits in order, so any index serves it. */
const begins = (query: Knex.QueryBuilder, column: string, digits: string): Knex.QueryBuilder => {
  const following = String(BigInt(digits) + 1n).padStart(digits.length, '0')
  query.where(column, '>=', digits)
  return following.length > digits.length ? query : query.where(column, '<', following)
}

const contains = (query: Knex.QueryBuilder, word: string): Knex.QueryBuilder =>
  query.whereRaw(`applications.search_name like ? escape '!'`, [`%${word.replace(/[!%_]/g, '!$&')}%`])
