import type { Knex } from 'knex'

/**
 * What a person had typed when their session ended, sealed, until they come back: one form a user, for an hour. The
 * browser that sent it holds the token; the table knows its hash.
 */
export const up = async (knex: Knex): Promise<void> => {
  await knex.schema.createTable('kept_forms', table => {
    table.string('user_id', 40).notNullable()
    table.string('token_hash', 64).notNullable()
    table.text('sealed').notNullable()
    table.timestamp('expires_at', { useTz: true }).notNullable()
    table.primary(['user_id'], 'kept_forms_pk')
    table.unique(['token_hash'], { indexName: 'kept_forms_token_unique' })
    table.index(['expires_at'], 'kept_forms_expiry_index')
  })
}

export const down = (knex: Knex): Promise<void> => knex.schema.dropTable('kept_forms')
