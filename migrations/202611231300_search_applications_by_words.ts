import type { Knex } from 'knex'

/**
 * The words of the names of applications, for searching. `search_name` becomes words alone (letters and digits, upper
 * case, Е for Ё, one space between), and every word is indexed together with its office: a search never meets the rows
 * of other offices. SQLite: an FTS5 table without a copy of the text, kept by triggers, so that no writer can forget it; its
 * tokenizer «ascii» takes every other letter for a letter, however new Unicode's knowledge of it.
 * PostgreSQL: a GIN index over the same words as lexemes; no extension and no dictionary, so no superuser either.
 */
export const up = async (knex: Knex): Promise<void> => {
  await rewriteNames(knex)
  if (knex.client.config.client === 'pg') return knex.raw(POSTGRES_INDEX)
  await knex.raw(
    `create virtual table application_words using fts5(
      words, content = '', contentless_delete = 1, detail = none, tokenize = "ascii tokenchars '_'")`,
  )
  for (const trigger of TRIGGERS) await knex.raw(trigger)
  await knex.raw(
    `insert into application_words (rowid, words)
      select id, ${officeWords('applications')} from applications where search_name is not null and office_id is not null`,
  )
}

export const down = async (knex: Knex): Promise<void> => {
  if (knex.client.config.client === 'pg') return knex.raw('drop index applications_words_index')
  for (const name of ['insert', 'update', 'delete']) await knex.raw(`drop trigger applications_words_${name}`)
  await knex.raw('drop table application_words')
}

const BATCH = 1000

const rewriteNames = async (knex: Knex): Promise<void> => {
  for (let after = 0; ; ) {
    const rows: { id: number; search_name: string }[] = await knex('applications')
      .where('id', '>', after)
      .whereNotNull('search_name')
      .orderBy('id')
      .limit(BATCH)
      .select('id', 'search_name')
    for (const { id, search_name } of rows) {
      const words = (search_name.match(/[\p{L}\p{Nd}]+/gu) ?? []).join(' ')
      await knex('applications').where({ id }).update({ search_name: words })
    }
    const last = rows.at(-1)
    if (last === undefined) return
    after = last.id
  }
}

/** «42_ООО 42_РОМАШКА». */
const officeWords = (row: string): string =>
  `${row}.office_id || '_' || replace(${row}.search_name, ' ', ' ' || ${row}.office_id || '_')`

const IS_SEARCHED = (row: string): string => `${row}.search_name is not null and ${row}.office_id is not null`

const TRIGGERS = [
  `create trigger applications_words_insert after insert on applications when ${IS_SEARCHED('new')}
    begin insert into application_words (rowid, words) values (new.id, ${officeWords('new')}); end`,
  `create trigger applications_words_update after update of search_name, office_id on applications
    when old.search_name is not new.search_name or old.office_id is not new.office_id
    begin
      delete from application_words where rowid = old.id;
      insert into application_words (rowid, words) select new.id, ${officeWords('new')} where ${IS_SEARCHED('new')};
    end`,
  `create trigger applications_words_delete after delete on applications when ${IS_SEARCHED('old')}
    begin delete from application_words where rowid = old.id; end`,
]

const POSTGRES_INDEX = `create index applications_words_index on applications using gin (
  array_to_tsvector(string_to_array(
    office_id::text || '_' || replace(search_name, ' ', ' ' || office_id::text || '_'), ' '))
) with (fastupdate = off)`
