import type { Knex } from 'knex'

/**
 * The words of organisations' names, for the search (src/db/text-search.ts makes them). Without a foreign key: an
 * import writes the words of new organisations before it shows them. What is there already gets its words here.
 */
export const up = async (knex: Knex): Promise<void> => {
  const postgres = knex.client.config.client === 'pg'
  if (postgres) {
    await knex.schema.createTable('organisation_words', table => {
      table.bigInteger('id').notNullable()
      table.specificType('words', 'tsvector').notNullable()
      table.primary(['id'], 'organisation_words_pk')
    })
    await knex.raw('create index organisation_words_index on organisation_words using gin (words)')
  } else {
    // Only the words are kept, not their text or places; three letters and more find by beginning through an index.
    await knex.raw(
      `create virtual table organisation_words using fts5(words, content='', contentless_delete=1,
        tokenize="ascii tokenchars '_'", detail=none, prefix='3')`,
    )
  }
  await fill(knex, postgres)
}

const BATCH = 5000

const fill = async (knex: Knex, postgres: boolean): Promise<void> => {
  for (let last = 0; ; ) {
    const rows: { id: number; short_name: string; full_name: string | null; office_id: number }[] = await knex(
      'organisations',
    )
      .where('id', '>', last)
      .orderBy('id')
      .limit(BATCH)
      .select('id', 'short_name', 'full_name', 'office_id')
    const end = rows.at(-1)
    if (end === undefined) return
    for (const row of rows) {
      const words = [`_o${row.office_id}`, ...wordsOf(`${row.short_name} ${row.full_name ?? ''}`)]
      await (postgres
        ? knex.raw('insert into organisation_words (id, words) values (?, array_to_tsvector(?::text[]))', [
            row.id,
            words,
          ])
        : knex.raw('insert into organisation_words (rowid, words) values (?, ?)', [row.id, words.join(' ')]))
    }
    last = end.id
  }
}

/** As they were made when this migration was written. */
const wordsOf = (text: string): string[] => [
  ...new Set(
    text
      .normalize('NFC')
      .toLowerCase()
      .replaceAll('ё', 'е')
      .split(/[^\p{L}\p{N}]+/u)
      .filter(word => word !== ''),
  ),
]

export const down = (knex: Knex): Promise<void> => knex.schema.dropTable('organisation_words')
