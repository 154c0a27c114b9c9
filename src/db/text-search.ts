import type { Knex } from 'knex'
import { bulkInsert } from './bulk-insert'
import { isPostgres } from './connection'
import type { Db } from './db'

export { wordsOf } from './words'

/*
 * Search by the beginnings of words. A table of words stands beside the table that is searched and has a row for each
 * of its rows, under the same number: FTS5 in SQLite, `tsvector` under GIN in PostgreSQL. The words are made here and
 * taken as they are by both engines, so capitals, ё, quotation marks and the locale of a cluster make no difference.
 * How such a table is made: migrations/202611231410_create_organisation_words.ts.
 */

/** A mark that is kept among the words and narrows a search, such as the number of an office; no word looks like it. */
export const wordMark = (name: string, value: number | string): string => `_${name}${value}`

/** Writes the words of a row, in place of those it had. */
export const saveWords = async (trx: Db, table: string, id: number, words: readonly string[]): Promise<void> => {
  await (isPostgres(trx)
    ? trx.raw(
        `insert into ${table} (id, words) values (?, array_to_tsvector(?::text[])) on conflict (id) do update set words = excluded.words`,
        [id, [...words]],
      )
    : trx.raw(`insert or replace into ${table} (rowid, words) values (?, ?)`, [id, words.join(' ')]))
}

/** Writes the words of every row that a query of `id` and `words` (with spaces between) gives, in place of what was. */
export const saveWordsFrom = async (
  trx: Db,
  table: string,
  rows: string,
  bindings: Knex.RawBinding[] = [],
): Promise<void> => {
  await trx.raw(
    isPostgres(trx)
      ? `insert into ${table} (id, words) select id, array_to_tsvector(string_to_array(words, ' ')) from (${rows}) as given
          where true on conflict (id) do update set words = excluded.words`
      : `insert or replace into ${table} (rowid, words) select id, words from (${rows})`,
    bindings,
  )
}

/** The rows of a range of numbers have no words any more. */
export const forgetWordsOf = async (trx: Db, table: string, range: readonly [number, number]): Promise<void> => {
  await trx(table)
    .whereBetween(isPostgres(trx) ? 'id' : 'rowid', [...range])
    .delete()
}

/** The same for rows that are at hand and new. */
export const insertWords = async (
  trx: Knex.Transaction,
  table: string,
  rows: readonly { id: number; words: string }[],
): Promise<void> =>
  isPostgres(trx)
    ? saveWordsFrom(trx, table, 'select id, words from json_to_recordset(?::json) as row (id bigint, words text)', [
        JSON.stringify(rows),
      ])
    : bulkInsert(
        trx,
        table,
        ['rowid', 'words'],
        rows.map(({ id, words }) => [id, words]),
      )

/** From so many letters on a word also finds longer ones that begin with it. */
const PREFIX_FROM = 3

export type WordsWanted = { words: readonly string[]; marks?: readonly string[]; limit: number; whole?: boolean }

/**
 * The numbers of rows that have every word (three letters and more: a word that begins so, unless they are `whole`) and
 * one of the marks, if any are given, as a query for `id`. It gives at most `limit` rows, the same each time while nothing is written.
 */
export const matchingWords = (
  db: Db,
  table: string,
  { words, marks = [], limit, whole = false }: WordsWanted,
): Knex.QueryBuilder => {
  const begins = (word: string): boolean => !whole && [...word].length >= PREFIX_FROM
  if (isPostgres(db)) {
    const any = marks.length === 0 ? [] : [`(${marks.map(mark => `'${mark}'`).join(' | ')})`]
    const terms = [...any, ...words.map(word => `'${word}'${begins(word) ? ':*' : ''}`)]
    return db(table)
      .whereRaw('words @@ ?::tsquery', [terms.join(' & ')])
      .select('id')
      .limit(limit)
  }
  const any = marks.length === 0 ? [] : [`(${marks.map(mark => `"${mark}"`).join(' OR ')})`]
  const terms = [...any, ...words.map(word => `"${word}"${begins(word) ? '*' : ''}`)]
  return db(table)
    .whereRaw('?? match ?', [table, terms.join(' AND ')])
    .select({ id: 'rowid' })
    .orderBy('rowid')
    .limit(limit)
}
