import type { Knex } from 'knex'

/** How each member of staff left the queue: its list, order and filters as they stand in an address. */
export const up = async (knex: Knex): Promise<void> => {
  await knex.schema.createTable('queue_views', table => {
    table.integer('staff_id').notNullable()
    table.string('query', 300).notNullable()
    table.primary(['staff_id'], 'queue_views_pk')
    table.foreign('staff_id', 'queue_views_staff_fk').references('staff.id').onDelete('CASCADE')
  })
}

export const down = async (knex: Knex): Promise<void> => {
  await knex.schema.dropTable('queue_views')
}
