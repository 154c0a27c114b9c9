import type { Knex } from 'knex'

/** The page of trusted authorities walks certificates of a role by their end and lists in force from the latest on. */
export const up = async (knex: Knex): Promise<void> => {
  await knex.schema.alterTable('trust_certificates', table => {
    table.index(['role', 'valid_to', 'id'], 'trust_certificates_role_index')
  })
  await knex.schema.alterTable('revocation_lists', table => {
    table.index(['current', 'id'], 'revocation_lists_latest_index')
  })
}

export const down = async (knex: Knex): Promise<void> => {
  await knex.schema.alterTable('revocation_lists', table => {
    table.dropIndex(['current', 'id'], 'revocation_lists_latest_index')
  })
  await knex.schema.alterTable('trust_certificates', table => {
    table.dropIndex(['role', 'valid_to', 'id'], 'trust_certificates_role_index')
  })
}
