import type { Knex } from 'knex'

export const up = async (knex: Knex): Promise<void> => {
  await knex.schema.createTable('audit_log', table => {
    table.bigIncrements('id')
    table.timestamp('at', { useTz: true }).notNullable()
    table.string('event', 60).notNullable()
    table.string('actor_kind', 12).notNullable()
    table.bigInteger('actor_id')
    table.string('subject_kind', 20).notNullable()
    table.bigInteger('subject_id').notNullable()
    table.string('address', 45)
    table.string('request_id', 40)
    table.text('details').notNullable()
    table.index(['subject_kind', 'subject_id', 'id'], 'audit_log_subject_index')
    table.index(['at', 'id'], 'audit_log_at_index')
    table.check("actor_kind in ('visitor', 'respondent', 'staff', 'system')", [], 'audit_log_actor_check')
  })
}

export const down = (knex: Knex): Promise<void> => knex.schema.dropTable('audit_log')
