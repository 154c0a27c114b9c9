import type { Knex } from 'knex'

/**
 * Numbers of organisations that an import has written but does not show yet: one row, whose range is empty most of the
 * time. Written in short transactions, five million new organisations keep nobody else from writing; shown all at once
 * by emptying the range.
 */
export const up = async (knex: Knex): Promise<void> => {
  await knex.schema.createTable('organisations_withheld', table => {
    table.integer('id').notNullable()
    table.bigInteger('import_id')
    table.bigInteger('first_id').notNullable()
    table.bigInteger('last_id').notNullable()
    // Indexes that are made again when everything is written: statements, as JSON.
    table.text('dropped_indexes')
    table.primary(['id'], 'organisations_withheld_pk')
    table.foreign('import_id', 'organisations_withheld_fk').references('register_imports.id')
    table.check('id = 1', [], 'organisations_withheld_one_check')
    table.check('(import_id is null) = (last_id < first_id)', [], 'organisations_withheld_range_check')
  })
  await knex('organisations_withheld').insert({ id: 1, import_id: null, first_id: 0, last_id: -1 })
}

export const down = (knex: Knex): Promise<void> => knex.schema.dropTable('organisations_withheld')
