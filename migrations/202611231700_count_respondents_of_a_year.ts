import type { Knex } from 'knex'

/** For the number on the home page: respondents by the moment in which they handed in a report. */
export const up = async (knex: Knex): Promise<void> => {
  await knex.raw(
    'create index reports_submitted_index on reports (submitted_at, organisation_id) where submitted_at is not null',
  )
}

export const down = async (knex: Knex): Promise<void> => {
  await knex.raw('drop index reports_submitted_index')
}
