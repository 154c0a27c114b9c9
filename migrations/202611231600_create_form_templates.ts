import type { Knex } from 'knex'

/**
 * Forms of reports: each version of an XML template as it was imported, and which organisation has to hand in which form.
 * A form is known by its code (ОКУД, number of the form, periodicity); the version in force follows from the day.
 */
export const up = async (knex: Knex): Promise<void> => {
  await knex.schema.createTable('form_templates', table => {
    table.increments('id')
    table.string('code', 20).notNullable()
    table.string('okud', 7).notNullable()
    table.string('version', 10).notNullable()
    table.string('name', 500).notNullable()
    table.string('shifr', 50).notNullable()
    table.integer('periodicity').notNullable()
    // Days after the end of the period by which the form is due.
    table.integer('due_days').notNullable()
    table.binary('xml').notNullable()
    table.string('sha256', 64).notNullable()
    table.date('valid_from').notNullable()
    table.date('valid_until')
    table.timestamp('archived_at', { useTz: true })
    table.boolean('demo').notNullable().defaultTo(false)
    table.integer('created_by')
    table.timestamp('created_at', { useTz: true }).notNullable()
    table.unique(['code', 'version'], { indexName: 'form_templates_version_unique' })
    table.foreign('created_by', 'form_templates_staff_fk').references('staff.id')
    table.index(['okud', 'id'], 'form_templates_okud_index')
    table.check('valid_from <= valid_until', [], 'form_templates_days_check')
    table.check('due_days between 0 and 366', [], 'form_templates_due_check')
    table.check('periodicity in (1, 2, 4, 12, 36, 56)', [], 'form_templates_periodicity_check')
  })
  await knex.schema.createTable('form_assignments', table => {
    table.bigIncrements('id')
    table.bigInteger('organisation_id').notNullable()
    table.string('form_code', 20).notNullable()
    table.string('source', 10).notNullable()
    table.timestamp('created_at', { useTz: true }).notNullable()
    table.unique(['organisation_id', 'form_code'], { indexName: 'form_assignments_unique' })
    table.index(['form_code', 'organisation_id'], 'form_assignments_form_index')
    table.foreign('organisation_id', 'form_assignments_organisation_fk').references('organisations.id')
    table.check("source in ('list', 'rule', 'demo')", [], 'form_assignments_source_check')
  })
}

export const down = async (knex: Knex): Promise<void> => {
  await knex.schema.dropTable('form_assignments')
  await knex.schema.dropTable('form_templates')
}
