import type { Knex } from 'knex'

/**
 * Why an application is rejected: what the applicant reads as the reason, and a draft of the explanation with places to
 * be filled in («{окпо}»). A reason is closed and never deleted: applications that were rejected keep its code.
 */
export const up = async (knex: Knex): Promise<void> => {
  await knex.schema.createTable('rejection_reasons', table => {
    table.string('code', 30).notNullable()
    table.string('name', 255).notNullable()
    table.text('template').notNullable().defaultTo('')
    table.integer('position').notNullable()
    table.timestamp('closed_at', { useTz: true })
    table.primary(['code'], 'rejection_reasons_pk')
    table.check("trim(code) = code and code <> '' and trim(name) <> ''", [], 'rejection_reasons_text_check')
  })
  // Duplicates are looked for by e-mail as well.
  await knex.raw('create index applications_email_index on applications (email, id) where email is not null')
  await knex.raw('create index organisations_email_index on organisations (email) where email is not null')
}

export const down = async (knex: Knex): Promise<void> => {
  await knex.raw('drop index organisations_email_index')
  await knex.raw('drop index applications_email_index')
  await knex.schema.dropTable('rejection_reasons')
}
