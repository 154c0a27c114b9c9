import type { Knex } from 'knex'

/**
 * What people ask the support: a visitor (name and e-mail) or a respondent (organisation). A question without an office
 * is for the administrator of the system. `status_since` is when it began to wait for what it waits for now: the order
 * of the queue. A message carries the key of the form it was typed in, so that a form that is sent twice is one message.
 */
export const up = async (knex: Knex): Promise<void> => {
  await knex.schema.createTable('support_questions', table => {
    table.bigIncrements('id')
    table.integer('office_id')
    table.bigInteger('organisation_id')
    table.string('asker_name', 255).notNullable()
    table.string('email', 254)
    table.smallint('section').notNullable()
    table.string('subject', 150).notNullable()
    table.string('status', 10).notNullable()
    table.timestamp('status_since', { useTz: true }).notNullable()
    table.integer('version').notNullable().defaultTo(1)
    table.timestamp('created_at', { useTz: true }).notNullable()
    table.foreign('office_id', 'support_questions_office_fk').references('offices.id')
    table.foreign('organisation_id', 'support_questions_organisation_fk').references('organisations.id')
    table.index(['office_id', 'status', 'status_since', 'id'], 'support_questions_queue_index')
    table.index(['organisation_id', 'id'], 'support_questions_organisation_index')
    table.check("status in ('waiting', 'answered', 'closed')", [], 'support_questions_status_check')
    table.check('organisation_id is not null or email is not null', [], 'support_questions_asker_check')
    table.check("trim(subject) <> ''", [], 'support_questions_subject_check')
    table.check('section between 1 and 6', [], 'support_questions_section_check')
    table.check('version > 0', [], 'support_questions_version_check')
  })
  await knex.schema.createTable('support_messages', table => {
    table.bigIncrements('id')
    table.bigInteger('question_id').notNullable()
    table.string('author', 10).notNullable()
    table.string('author_name', 255).notNullable()
    table.integer('staff_id')
    table.text('text').notNullable()
    table.string('form_key', 43).notNullable()
    table.timestamp('created_at', { useTz: true }).notNullable()
    table.foreign('question_id', 'support_messages_question_fk').references('support_questions.id')
    table.foreign('staff_id', 'support_messages_staff_fk').references('staff.id')
    table.unique(['form_key'], { indexName: 'support_messages_form_unique' })
    table.index(['question_id', 'id'], 'support_messages_question_index')
    table.check("author in ('asker', 'staff')", [], 'support_messages_author_check')
    table.check("(author = 'staff') = (staff_id is not null)", [], 'support_messages_staff_check')
    table.check("trim(text) <> ''", [], 'support_messages_text_check')
  })
}

export const down = async (knex: Knex): Promise<void> => {
  await knex.schema.dropTable('support_messages')
  await knex.schema.dropTable('support_questions')
}
