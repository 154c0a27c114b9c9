import type { Knex } from 'knex'

/**
 * Letters on their way: written in the transaction of what they tell about, sent afterwards by the sender.
 * `application_id` and `organisation_id` say what a letter is about; they are no foreign keys, because a letter that
 * was sent outlives its draft.
 */
export const up = async (knex: Knex): Promise<void> => {
  await knex.schema.createTable('outbox_letters', table => {
    table.bigIncrements('id')
    table.string('dedupe_key', 120).notNullable()
    table.string('kind', 60).notNullable()
    table.string('recipient', 254).notNullable()
    table.string('subject', 500).notNullable()
    table.text('body').notNullable()
    table.bigInteger('application_id')
    table.bigInteger('organisation_id')
    table.string('state', 7).notNullable()
    table.integer('attempts').notNullable().defaultTo(0)
    table.timestamp('due_at', { useTz: true }).notNullable()
    table.timestamp('locked_until', { useTz: true })
    table.string('locked_by', 36)
    table.string('last_error', 100)
    table.timestamp('created_at', { useTz: true }).notNullable()
    table.timestamp('sent_at', { useTz: true })
    table.unique(['dedupe_key'], { indexName: 'outbox_letters_dedupe_unique' })
    table.index(['application_id'], 'outbox_letters_application_index')
    table.check("state in ('waiting', 'sent', 'failed')", [], 'outbox_letters_state_check')
    table.check("(state = 'sent') = (sent_at is not null)", [], 'outbox_letters_sent_check')
    table.check('(locked_by is null) = (locked_until is null)', [], 'outbox_letters_lease_check')
    table.check("state = 'waiting' or locked_by is null", [], 'outbox_letters_lease_state_check')
    table.check('attempts >= 0', [], 'outbox_letters_attempts_check')
    table.check("recipient like '_%@_%'", [], 'outbox_letters_recipient_check')
    // A line end in either would start a header of its own; both engines take the line end itself in a literal.
    table.check(`${withoutLineEnds('recipient')} and ${withoutLineEnds('subject')}`, [], 'outbox_letters_header_check')
  })
  // What the sender asks for, and nothing of what was sent long ago.
  await knex.raw("create index outbox_letters_due_index on outbox_letters (due_at, id) where state = 'waiting'")

  await knex.schema.createTable('outbox_attachments', table => {
    table.bigInteger('letter_id').notNullable()
    table.integer('position').notNullable()
    table.string('file_name', 255).notNullable()
    table.string('content_type', 100).notNullable()
    table.binary('content').notNullable()
    table.primary(['letter_id', 'position'], 'outbox_attachments_pk')
    table.foreign('letter_id', 'outbox_attachments_letter_fk').references('outbox_letters.id').onDelete('CASCADE')
    table.check('position >= 1', [], 'outbox_attachments_position_check')
  })
}

const withoutLineEnds = (column: string): string => `${column} not like '%\r%' and ${column} not like '%\n%'`

export const down = async (knex: Knex): Promise<void> => {
  await knex.schema.dropTable('outbox_attachments')
  await knex.schema.dropTable('outbox_letters')
}
