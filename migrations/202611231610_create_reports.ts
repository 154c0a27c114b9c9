import type { Knex } from 'knex'

const STATUSES =
  "'draft', 'sent', 'delivered', 'accepted', 'needs_clarification', 'refused_format', 'refused_other_way'"

/**
 * Reports of organisations, one row a period and correction, and what an organisation is told about them. `content` is
 * the report as it is being filled in, wrong values included (the engine's model as JSON); `xml` the very bytes that
 * were handed in, as text. The office is the one that the report was sent to.
 */
export const up = async (knex: Knex): Promise<void> => {
  await knex.schema.createTable('reports', table => {
    table.bigIncrements('id')
    table.bigInteger('organisation_id').notNullable()
    table.integer('office_id').notNullable()
    table.integer('template_id').notNullable()
    table.string('form_code', 20).notNullable()
    table.integer('year').notNullable()
    table.string('period', 4).notNullable()
    // 0 for the report itself, 1 for its first correction.
    table.integer('correction').notNullable().defaultTo(0)
    table.string('correction_reason', 1000)
    table.string('status', 20).notNullable().defaultTo('draft')
    table.text('content').notNullable()
    // What the respondent says about warnings of the control, by the code of the control, as JSON.
    table.text('explanations').notNullable()
    table.integer('version').notNullable().defaultTo(1)
    table.string('uuid', 36).notNullable()
    table.string('number', 30)
    table.text('xml')
    table.string('file_name', 120)
    table.timestamp('submitted_at', { useTz: true })
    table.timestamp('decided_at', { useTz: true })
    table.integer('decided_by')
    table.string('answer', 2000)
    table.timestamp('created_at', { useTz: true }).notNullable()
    table.timestamp('updated_at', { useTz: true }).notNullable()
    table.unique(['organisation_id', 'form_code', 'year', 'period', 'correction'], { indexName: 'reports_unique' })
    table.unique(['number'], { indexName: 'reports_number_unique' })
    table.index(['organisation_id', 'id'], 'reports_organisation_index')
    table.index(['office_id', 'form_code', 'year', 'period', 'status', 'id'], 'reports_form_index')
    table.index(['office_id', 'status', 'id'], 'reports_status_index')
    table.foreign('organisation_id', 'reports_organisation_fk').references('organisations.id')
    table.foreign('office_id', 'reports_office_fk').references('offices.id')
    table.foreign('template_id', 'reports_template_fk').references('form_templates.id')
    table.foreign('decided_by', 'reports_staff_fk').references('staff.id')
    table.check(`status in (${STATUSES})`, [], 'reports_status_check')
    table.check("(status = 'draft') = (submitted_at is null)", [], 'reports_submitted_check')
    table.check(
      '(number is null) = (submitted_at is null) and (xml is null) = (submitted_at is null)',
      [],
      'reports_sent_check',
    )
    table.check('(correction = 0) = (correction_reason is null)', [], 'reports_correction_check')
  })
  await knex.schema.createTable('report_notices', table => {
    table.bigIncrements('id')
    table.bigInteger('organisation_id').notNullable()
    table.bigInteger('report_id').notNullable()
    table.string('kind', 20).notNullable()
    table.text('text').notNullable()
    table.timestamp('created_at', { useTz: true }).notNullable()
    table.index(['organisation_id', 'id'], 'report_notices_organisation_index')
    table.foreign('report_id', 'report_notices_report_fk').references('reports.id')
    table.check(`kind in (${STATUSES}) and kind <> 'draft'`, [], 'report_notices_kind_check')
  })
}

export const down = async (knex: Knex): Promise<void> => {
  await knex.schema.dropTable('report_notices')
  await knex.schema.dropTable('reports')
}
