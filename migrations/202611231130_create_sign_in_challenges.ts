import type { Knex } from 'knex'

/** What somebody signs to come in: bound to the browser that asked for it, taken once by deleting it. */
export const up = async (knex: Knex): Promise<void> => {
  await knex.schema.createTable('sign_in_challenges', table => {
    table.string('token_hash', 64).notNullable()
    table.text('document').notNullable()
    table.timestamp('expires_at', { useTz: true }).notNullable()
    table.primary(['token_hash'], 'sign_in_challenges_pk')
    table.index(['expires_at'], 'sign_in_challenges_expiry_index')
  })
}

export const down = (knex: Knex): Promise<void> => knex.schema.dropTable('sign_in_challenges')
