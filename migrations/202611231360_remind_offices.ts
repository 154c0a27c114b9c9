import type { Knex } from 'knex'

/**
 * Reminders by letter: where a member of staff gets them, and on which day of its own an office was reminded last, so
 * that of several processes one does it.
 */
export const up = async (knex: Knex): Promise<void> => {
  await knex.raw(
    "alter table staff add column email varchar(254) constraint staff_email_check check (email like '_%@_%')",
  )
  await knex.schema.createTable('office_reminders', table => {
    table.integer('office_id').notNullable()
    table.date('reminded_on').notNullable()
    table.primary(['office_id'], 'office_reminders_pk')
    table.foreign('office_id', 'office_reminders_office_fk').references('offices.id')
  })
}

export const down = async (knex: Knex): Promise<void> => {
  await knex.schema.dropTable('office_reminders')
  await knex.raw('alter table staff drop column email')
}
