import type { Knex } from 'knex'

/** Who of the authorised persons did it, and for which organisation. */
export const up = async (knex: Knex): Promise<void> => {
  await knex.schema.alterTable('audit_log', table => {
    table.bigInteger('actor_person_id')
    table.bigInteger('actor_organisation_id')
  })
}

export const down = async (knex: Knex): Promise<void> => {
  await knex.schema.alterTable('audit_log', table => {
    table.dropColumn('actor_person_id')
    table.dropColumn('actor_organisation_id')
  })
}
