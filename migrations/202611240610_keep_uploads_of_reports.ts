import type { Knex } from 'knex'

/** What became of each file of an archive of reports, for the page that the respondent sees afterwards; kept for a month. */
export const up = async (knex: Knex): Promise<void> => {
  await knex.schema.createTable('report_uploads', table => {
    table.bigIncrements('id')
    table.bigInteger('organisation_id').notNullable()
    table.string('file_name', 255).notNullable()
    table.text('outcomes').notNullable()
    table.timestamp('created_at', { useTz: true }).notNullable()
    table.index(['created_at'], 'report_uploads_created_index')
    table.foreign('organisation_id', 'report_uploads_organisation_fk').references('organisations.id')
  })
}

export const down = async (knex: Knex): Promise<void> => {
  await knex.schema.dropTable('report_uploads')
}
