import type { Knex } from 'knex'

/**
 * What a draft had that the new version of its form has no place for, as JSON: shown to the respondent until they say that
 * it is no longer needed. Null for most reports.
 */
export const up = async (knex: Knex): Promise<void> => {
  await knex.raw('alter table reports add column left_over text')
}

export const down = async (knex: Knex): Promise<void> => {
  await knex.raw('alter table reports drop column left_over')
}
