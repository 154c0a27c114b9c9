import type { Knex } from 'knex'

/** What the page of workload counts over, whole: rows of the table itself are not read. */
export const up = async (knex: Knex): Promise<void> => {
  await knex.raw(
    `create index applications_workload_index on applications
      (submitted_at, office_id, status, decided_at, due_at, reason_code, submissions) where submissions > 0`,
  )
}

export const down = async (knex: Knex): Promise<void> => {
  await knex.raw('drop index applications_workload_index')
}
