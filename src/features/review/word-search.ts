import type { Knex } from 'knex'
import { isPostgres } from '../../db/connection'
import type { Db } from '../../db/db'

/*
 * Words of names, on both engines: an FTS5 table on SQLite, a GIN index on PostgreSQL. Words come from `wordsOf`, so
 * they are letters and digits and cannot be anything else to either query language.
 */

/** Names of applications are kept in capitals. */
const kept = (words: readonly string[]): string[] => words.map(word => word.toUpperCase())

/** Keeps the applications of an office whose name has, for each of the words, one that begins with it. */
export const whereWords = (
  query: Knex.QueryBuilder,
  db: Db,
  officeId: number,
  words: readonly string[],
): Knex.QueryBuilder =>
  isPostgres(db)
    ? query.whereRaw(`${INDEXED} @@ ?::tsquery`, [
        kept(words)
          .map(word => `'${officeId}_${word}':*`)
          .join(' & '),
      ])
    : query.whereRaw('applications.id in (select rowid from application_words where application_words match ?)', [
        kept(words)
          .map(word => `"${officeId}_${word}" *`)
          .join(' AND '),
      ])

/** The same tried on a row that was found in another way, by no index. */
export const likeWords = (query: Knex.QueryBuilder, words: readonly string[]): Knex.QueryBuilder => {
  for (const word of kept(words)) query.whereRaw("' ' || applications.search_name like ?", [`% ${word}%`])
  return query
}

/** Letter by letter the expression of the index `applications_words_index`. */
const INDEXED = `array_to_tsvector(string_to_array(
  applications.office_id::text || '_' || replace(applications.search_name, ' ', ' ' || applications.office_id::text || '_'), ' '))`
