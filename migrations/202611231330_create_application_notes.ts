import type { Knex } from 'knex'

/**
 * What members of staff write about an application for each other: notes, and why it was handed over. The applicant
 * never sees them. Nobody changes or removes one: the database refuses it on both engines.
 */
export const up = async (knex: Knex): Promise<void> => {
  await knex.schema.createTable('application_notes', table => {
    table.bigIncrements('id')
    table.bigInteger('application_id').notNullable()
    table.integer('staff_id').notNullable()
    table.string('kind', 10).notNullable()
    table.text('text').notNullable()
    table.timestamp('created_at', { useTz: true }).notNullable()
    table.index(['application_id', 'id'], 'application_notes_index')
    table.foreign('application_id', 'application_notes_fk').references('applications.id')
    table.foreign('staff_id', 'application_notes_staff_fk').references('staff.id')
    table.check("kind in ('note', 'hand_over')", [], 'application_notes_kind_check')
    table.check("trim(text) <> ''", [], 'application_notes_text_check')
  })
  if (knex.client.config.client !== 'pg') {
    for (const change of ['update', 'delete'])
      await knex.raw(
        `create trigger application_notes_no_${change} before ${change} on application_notes
          begin select raise(abort, 'application_notes is append-only'); end`,
      )
    return
  }
  await knex.raw(
    `create function application_notes_refuse() returns trigger language plpgsql as
      $$ begin raise exception 'application_notes is append-only'; end $$`,
  )
  await knex.raw(
    `create trigger application_notes_no_change before update or delete on application_notes
      for each row execute function application_notes_refuse()`,
  )
}

export const down = async (knex: Knex): Promise<void> => {
  await knex.schema.dropTable('application_notes')
  if (knex.client.config.client === 'pg') await knex.raw('drop function application_notes_refuse()')
}
