import type { Knex } from 'knex'
import type { Db } from '../../db/db'
import type { List } from '../../db/keyset'
import { wordsOf } from '../../db/text-search'
import { isTelling } from '../organisations/telling-words'
import { queueRows, rowsOfOffice, sortedBy } from './queue.lists'
import { likeWords, whereWords } from './word-search'

/** What somebody looks for: the number of an application, the beginning of an ОКПО or ИНН, or words of a name. */
export type Search =
  | { kind: 'number'; number: string }
  | { kind: 'digits'; digits: string }
  | { kind: 'name'; words: string[] }

export const MAX_TYPED = 100
const MAX_WORDS = 8

/** How many applications a page looks through for words that half of all names have. */
const NAMES_A_PAGE = 20_000

/** So many that were found by their words are sorted; of more the newest are looked through one after the other. */
const MAX_SORTED = 2000

/** Reads the search box; undefined when it is empty. */
export const readSearch = (typed: string): Search | undefined => {
  // PostgreSQL knows no NUL; no name has any of the others.
  const text = typed.replace(/\p{Cc}/gu, ' ').trim()
  const code = text.replace(/[\s№]/g, '').replace(/[‐-―−]/g, '-')
  if (/^\d{4}-\d{6,12}$/.test(code)) return { kind: 'number', number: code }
  if (/^\d{1,14}$/.test(code)) return { kind: 'digits', digits: code }
  return text === '' ? undefined : { kind: 'name', words: wordsOf(text).slice(0, MAX_WORDS) }
}

/** What was found among all applications of the office. */
export const foundList = async (db: Db, officeId: number, search: Search): Promise<List> => {
  const rows = () => rowsOfOffice(db, officeId)
  if (search.kind === 'number') return newestFirst(rows().where('applications.number', search.number))
  if (search.kind === 'digits') return byCode(rows, search.digits)
  return byWords(db, officeId, search.words)
}

const newestFirst = (query: Knex.QueryBuilder): List => sortedBy(query, '-sent')

/** By the index of words where they tell much, the newest first by the index of the office where they do not. */
const byWords = async (db: Db, officeId: number, words: readonly string[]): Promise<List> => {
  // Signs alone are no name: nothing contains no word.
  if (words.length === 0) return newestFirst(rowsOfOffice(db, officeId).whereRaw('1 = 0'))
  const telling = words.filter(isTelling)
  if (telling.length > 0 && !(await findsTooMany(db, officeId, telling))) {
    // The plus keeps both engines from walking the whole office instead.
    const found = queueRows(db).whereRaw('+applications.office_id = ?', [officeId])
    return newestFirst(
      likeWords(
        whereWords(found, db, officeId, telling),
        words.filter(word => !isTelling(word)),
      ),
    )
  }
  const keep = (query: Knex.QueryBuilder): void => void likeWords(query, words)
  return { ...newestFirst(rowsOfOffice(db, officeId)), sieve: { rows: NAMES_A_PAGE, keep } }
}

const findsTooMany = async (db: Db, officeId: number, words: readonly string[]): Promise<boolean> => {
  const found = await whereWords(db('applications').select('applications.id'), db, officeId, words).limit(
    MAX_SORTED + 1,
  )
  return found.length > MAX_SORTED
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
