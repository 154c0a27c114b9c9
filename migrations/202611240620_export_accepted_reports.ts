import type { Knex } from 'knex'

/** The export goes on from the answer that it came to last: accepted reports of an office by the moment of the answer. */
export const up = async (knex: Knex): Promise<void> => {
  await knex.raw("create index reports_export_index on reports (office_id, decided_at, id) where status = 'accepted'")
}

export const down = async (knex: Knex): Promise<void> => {
  await knex.raw('drop index reports_export_index')
}
