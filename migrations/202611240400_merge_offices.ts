import type { Knex } from 'knex'

/** An office that was merged into another: it is closed, and everything it had is the other's. */
export const up = async (knex: Knex): Promise<void> => {
  await knex.raw(
    'alter table offices add column merged_into integer constraint offices_merged_fk references offices (id)',
  )
}

export const down = async (knex: Knex): Promise<void> => {
  await knex.schema.alterTable('offices', table => table.dropForeign('merged_into', 'offices_merged_fk'))
  await knex.schema.alterTable('offices', table => table.dropColumn('merged_into'))
}
