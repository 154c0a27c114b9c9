import type { Knex } from 'knex'

/** For the number on the home page: accepted reports by the moment of the answer. */
export const up = async (knex: Knex): Promise<void> => {
  await knex.raw("create index reports_accepted_index on reports (decided_at) where status = 'accepted'")
}

export const down = async (knex: Knex): Promise<void> => {
  await knex.raw('drop index reports_accepted_index')
}
