import type { Knex } from 'knex'

/**
 * How many codes a classifier that was imported has in force and closed, counted when a file is applied: the list of
 * classifiers would count 200,000 of ОКТМО at every visit.
 */
export const up = async (knex: Knex): Promise<void> => {
  await knex.schema.alterTable('classifier_sources', table => {
    table.integer('in_force')
    table.integer('closed')
  })
  const codes = (condition: string): Knex.QueryBuilder =>
    knex('classifier_codes')
      .whereRaw(`classifier_codes.classifier = classifier_sources.classifier and valid_to is ${condition}`)
      .count('*')
  await knex('classifier_sources')
    .where('import_id', '>', 0)
    .update({ in_force: codes('null'), closed: codes('not null') })
}

export const down = async (knex: Knex): Promise<void> => {
  for (const column of ['in_force', 'closed']) await knex.raw(`alter table classifier_sources drop column ${column}`)
}
