import type { Knex } from 'knex'

/**
 * How close to its end (days) an organisation's certificate was when a letter about it was last written; null before the
 * first. A process that wants to write one sets it first, so two never write the same.
 */
export const up = async (knex: Knex): Promise<void> => {
  await knex.raw('alter table organisation_certificates add column expiry_told smallint')
  await knex.schema.alterTable('certificates', table => table.index(['valid_to', 'id'], 'certificates_expiry_index'))
}

export const down = async (knex: Knex): Promise<void> => {
  await knex.schema.alterTable('certificates', table => table.dropIndex([], 'certificates_expiry_index'))
  await knex.raw('alter table organisation_certificates drop column expiry_told')
}
