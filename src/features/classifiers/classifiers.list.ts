import type { Knex } from 'knex'
import { isPostgres } from '../../db/connection'
import type { Day, Db, Instant } from '../../db/db'
import type { List } from '../../db/keyset'
import { wordsOf } from '../../db/text-search'
import { CLASSIFIERS, type ClassifierCode, type ClassifierName } from './classifier'

export type Summary = {
  classifier: ClassifierName
  inForce: number
  closed: number
  fileDate: Day | undefined
  appliedAt: Instant | undefined
}

type Source = { classifier: ClassifierName; fileDate: Day | null; appliedAt: Instant | null } & (
  | { inForce: number; closed: number }
  | { inForce: null; closed: null }
)

/** How many codes each classifier has, and the file that they come from. The short ones that come without one are counted. */
export const summaries = async (db: Db): Promise<Summary[]> => {
  const sources: Source[] = await db('classifier_sources')
    .leftJoin('classifier_imports', 'classifier_imports.id', 'classifier_sources.import_id')
    .select({
      classifier: 'classifier_sources.classifier',
      fileDate: 'classifier_imports.file_date',
      appliedAt: 'classifier_imports.ended_at',
      inForce: 'classifier_sources.in_force',
      closed: 'classifier_sources.closed',
    })
  const known = sources.filter(({ inForce }) => inForce !== null).map(({ classifier }) => classifier)
  const counts: { classifier: ClassifierName; inForce: number | string; closed: number | string }[] = await db(
    'classifier_codes',
  )
    .whereIn(
      'classifier',
      CLASSIFIERS.filter(classifier => !known.includes(classifier)),
    )
    .groupBy('classifier')
    .select('classifier', { inForce: db.raw('count(*) - count(valid_to)'), closed: db.raw('count(valid_to)') })
  return CLASSIFIERS.map(classifier => {
    const source = sources.find(one => one.classifier === classifier)
    const counted = counts.find(one => one.classifier === classifier)
    return {
      classifier,
      inForce: Number(source?.inForce ?? counted?.inForce ?? 0),
      closed: Number(source?.closed ?? counted?.closed ?? 0),
      fileDate: source?.fileDate ?? undefined,
      appliedAt: source?.appliedAt ?? undefined,
    }
  })
}

/** A condition that no index serves tries so many codes a page: a fourth of the longest classifier. */
const TRIED_A_PAGE = 50_000
const MAX_TYPED = 100

/** What is looked for, as it may be shown again. */
export const readSearch = (typed: unknown): string =>
  typeof typed === 'string'
    ? typed
        .replace(/\p{Cc}/gu, ' ')
        .trim()
        .slice(0, MAX_TYPED)
    : ''

/** A code as the database gives it: SQLite has no booleans. */
export type CodeRow = Omit<ClassifierCode, 'selectable'> & { selectable: boolean | number }

/** The codes of a classifier that begin with what was typed, or whose names have every word of it. */
export const codeList = (db: Db, classifier: ClassifierName, search: string): List => {
  const query = db('classifier_codes').where({ classifier }).select({
    code: 'code',
    name: 'name',
    parent: 'parent',
    selectable: 'selectable',
    validFrom: 'valid_from',
    validTo: 'valid_to',
  })
  const list: List = {
    order: { keys: [{ property: 'code', kind: 'code' }], direction: 'asc' },
    sources: [{ query, columns: ['code'] }],
  }
  if (search === '') return list
  const code = search.replaceAll(' ', '').replaceAll(',', '.')
  const keep = /^([\d.]+|[A-Z]{1,2})$/.test(code)
    ? (rows: Knex.QueryBuilder) => void rows.whereRaw("code like ? || '%'", [code])
    : (rows: Knex.QueryBuilder) => void wordsOf(search).map(word => withWord(db, rows, word))
  return { ...list, sieve: { rows: TRIED_A_PAGE, keep } }
}

/** ё counts as е. SQLite knows no capitals of Cyrillic: a word is found small, with a capital and in capitals. */
const withWord = (db: Db, rows: Knex.QueryBuilder, word: string): Knex.QueryBuilder => {
  const name = "replace(replace(name, 'ё', 'е'), 'Ё', 'Е')"
  if (isPostgres(db as Knex)) return rows.whereRaw(`lower(${name}) like '%' || ? || '%'`, [word])
  const forms = [word, word.charAt(0).toUpperCase() + word.slice(1), word.toUpperCase()]
  return rows.whereRaw(`(${forms.map(() => `instr(${name}, ?) > 0`).join(' or ')})`, forms)
}
