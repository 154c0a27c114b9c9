import type { Knex } from 'knex'

/** What an organisation changed about itself: which fields, from what to what, and what confirmed it. Never altered. */
export const up = async (knex: Knex): Promise<void> => {
  await knex.schema.createTable('organisation_changes', table => {
    table.bigIncrements('id')
    table.bigInteger('organisation_id').notNullable()
    // Of the change, as in its document and on its pages. A change is made once, whoever presses how often.
    table.string('number', 20).notNullable()
    table.string('confirmed_by', 12).notNullable()
    // The change application that an office approved.
    table.bigInteger('application_id')
    // Who signed, by the certificate; null when nobody did.
    table.string('signer', 1000)
    // [{ field, before, after }] in the order of the page.
    table.text('fields').notNullable()
    table.timestamp('changed_at', { useTz: true }).notNullable()
    table.unique(['number'], { indexName: 'organisation_changes_number_unique' })
    table.index(['organisation_id', 'id'], 'organisation_changes_organisation_index')
    table.foreign('organisation_id', 'organisation_changes_organisation_fk').references('organisations.id')
    table.foreign('application_id', 'organisation_changes_application_fk').references('applications.id')
    table.check("confirmed_by in ('signature', 'office')", [], 'organisation_changes_confirmed_check')
    table.check(
      "(confirmed_by = 'office') = (application_id is not null)",
      [],
      'organisation_changes_application_check',
    )
  })
}

export const down = async (knex: Knex): Promise<void> => {
  await knex.schema.dropTable('organisation_changes')
}
