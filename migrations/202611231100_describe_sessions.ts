import type { Knex } from 'knex'

/** What a person sees of their sessions; `awaiting_code` marks those whose second step of signing in is not done. */
export const up = async (knex: Knex): Promise<void> => {
  await knex.schema.alterTable('sessions', table => {
    table.string('address', 45)
    table.string('browser', 100)
    table.boolean('awaiting_code').notNullable().defaultTo(false)
  })
}

export const down = async (knex: Knex): Promise<void> => {
  await knex.schema.alterTable('sessions', table => {
    table.dropColumns('address', 'browser', 'awaiting_code')
  })
}
