import type { Knex } from 'knex'

/**
 * The authority of the demo and the keys it gave out: filled in demo mode only, and worth nothing anywhere. Exactly one
 * authority, whoever comes first. An organisation keeps its certificate until it ends, so that the one on the tab
 * «Сертификаты» is the one that signs.
 */
export const up = async (knex: Knex): Promise<void> => {
  await knex.schema.createTable('demo_authority', table => {
    table.integer('id').notNullable()
    table.string('parameter_set', 8).notNullable()
    table.binary('secret').notNullable()
    table.binary('certificate').notNullable()
    table.binary('revocation_list').notNullable()
    table.timestamp('created_at', { useTz: true }).notNullable()
    table.primary(['id'], 'demo_authority_pk')
    table.check('id = 1', [], 'demo_authority_one_check')
  })

  await knex.schema.createTable('demo_certificates', table => {
    table.bigIncrements('id')
    table.string('name', 1000).notNullable()
    table.string('inn', 12).notNullable()
    table.string('ogrn', 15)
    table.string('parameter_set', 8).notNullable()
    table.binary('secret').notNullable()
    table.binary('certificate').notNullable()
    table.timestamp('valid_to', { useTz: true }).notNullable()
    table.timestamp('created_at', { useTz: true }).notNullable()
    table.index(['inn'], 'demo_certificates_inn_index')
  })
}

export const down = async (knex: Knex): Promise<void> => {
  await knex.schema.dropTable('demo_certificates')
  await knex.schema.dropTable('demo_authority')
}
