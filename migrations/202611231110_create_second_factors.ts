import type { Knex } from 'knex'

/**
 * Keys of one-time codes (RFC 6238), sealed, and recovery codes, hashed. `user_id` is that of `sessions`: one kind of
 * row for organisations, persons and staff. `last_step` is the step of the last code that was taken: only later ones
 * are taken after it. A recovery code is found by its position, which stands at its beginning.
 */
export const up = async (knex: Knex): Promise<void> => {
  await knex.schema.createTable('second_factors', table => {
    table.string('user_id', 40).notNullable()
    table.string('sealed_key', 300).notNullable()
    table.bigInteger('last_step')
    table.timestamp('enabled_at', { useTz: true }).notNullable()
    table.boolean('demo').notNullable().defaultTo(false)
    table.primary(['user_id'], 'second_factors_pk')
    table.check("user_id like '%:%'", [], 'second_factors_user_check')
  })

  await knex.schema.createTable('recovery_codes', table => {
    table.string('user_id', 40).notNullable()
    table.integer('position').notNullable()
    table.string('code_hash', 200).notNullable()
    table.timestamp('used_at', { useTz: true })
    table.primary(['user_id', 'position'], 'recovery_codes_pk')
    table.foreign('user_id', 'recovery_codes_factor_fk').references('second_factors.user_id').onDelete('CASCADE')
    table.check('position between 0 and 9', [], 'recovery_codes_position_check')
  })
}

export const down = async (knex: Knex): Promise<void> => {
  await knex.schema.dropTable('recovery_codes')
  await knex.schema.dropTable('second_factors')
}
