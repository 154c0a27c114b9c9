import type { Knex } from 'knex'

/**
 * Authorised persons: people who act for organisations, each with an own password. `email` is the sign-in name, in the
 * form that addresses are compared by (domain in ASCII, lower case); without a password nobody can sign in yet.
 */
export const up = async (knex: Knex): Promise<void> => {
  await knex.schema.createTable('persons', table => {
    table.bigIncrements('id')
    table.string('email', 254).notNullable()
    table.string('last_name', 100).notNullable()
    table.string('first_name', 100).notNullable()
    table.string('middle_name', 100)
    table.string('password_hash', 200)
    table.timestamp('password_changed_at', { useTz: true })
    table.timestamp('last_sign_in_at', { useTz: true })
    table.timestamp('created_at', { useTz: true }).notNullable()
    table.boolean('demo').notNullable().defaultTo(false)
    table.unique(['email'], { indexName: 'persons_email_unique' })
    table.check('email = lower(email)', [], 'persons_email_check')
    table.check('password_hash is null or password_changed_at is not null', [], 'persons_password_check')
  })
}

export const down = (knex: Knex): Promise<void> => knex.schema.dropTable('persons')
