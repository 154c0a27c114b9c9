import type { Knex } from 'knex'

/**
 * «Часто задаваемые вопросы», edited by staff. A draft has no `published_at`. `code` names the entries that the project
 * ships, so that they are added once. `link` is the code of a page of the site that the answer leads to. An answer to a
 * question of the support becomes one entry at most.
 */
export const up = async (knex: Knex): Promise<void> => {
  await knex.schema.createTable('faq_entries', table => {
    table.bigIncrements('id')
    table.string('code', 30)
    table.smallint('section').notNullable()
    table.integer('position').notNullable()
    table.string('question', 300).notNullable()
    table.text('answer').notNullable()
    table.string('link', 30)
    table.bigInteger('support_question_id')
    table.timestamp('published_at', { useTz: true })
    table.integer('version').notNullable().defaultTo(1)
    table.integer('created_by')
    table.timestamp('created_at', { useTz: true }).notNullable()
    table.timestamp('updated_at', { useTz: true }).notNullable()
    table.unique(['code'], { indexName: 'faq_entries_code_unique' })
    table.unique(['support_question_id'], { indexName: 'faq_entries_support_unique' })
    table.foreign('support_question_id', 'faq_entries_support_fk').references('support_questions.id')
    table.foreign('created_by', 'faq_entries_staff_fk').references('staff.id')
    table.index(['section', 'position', 'id'], 'faq_entries_order_index')
    table.check('section between 1 and 6', [], 'faq_entries_section_check')
    table.check("trim(question) <> '' and trim(answer) <> ''", [], 'faq_entries_text_check')
    table.check('position between 0 and 9999', [], 'faq_entries_position_check')
    table.check('version > 0', [], 'faq_entries_version_check')
  })
  await knex.raw(
    'create index faq_entries_public_index on faq_entries (section, position, id) where published_at is not null',
  )
}

export const down = (knex: Knex): Promise<void> => knex.schema.dropTable('faq_entries')
