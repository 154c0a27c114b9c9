import type { Knex } from 'knex'

/**
 * Counted tries. The three columns, their names and their order are what the library rate-limiter-flexible writes;
 * `key` is a digest, so the table tells neither who tried nor from where; `expire` is in milliseconds of Unix time.
 */
export const up = async (knex: Knex): Promise<void> => {
  await knex.schema.createTable('rate_limits', table => {
    table.string('key', 255).notNullable()
    table.integer('points').notNullable().defaultTo(0)
    table.bigInteger('expire')
    table.primary(['key'], 'rate_limits_pk')
    table.index(['expire'], 'rate_limits_expire_index')
  })
}

export const down = (knex: Knex): Promise<void> => knex.schema.dropTable('rate_limits')
