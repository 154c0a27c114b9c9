import type { Knex } from 'knex'

export const up = async (knex: Knex): Promise<void> => {
  await knex.schema.createTable('sessions', table => {
    table.string('id_hash', 64).notNullable()
    table.string('user_id', 40)
    table.text('data').notNullable()
    table.timestamp('created_at', { useTz: true }).notNullable()
    table.timestamp('touched_at', { useTz: true }).notNullable()
    table.primary(['id_hash'], 'sessions_pk')
    table.index(['user_id'], 'sessions_user_index')
    table.index(['touched_at'], 'sessions_touched_index')
  })
}

export const down = (knex: Knex): Promise<void> => knex.schema.dropTable('sessions')
