import type { Knex } from 'knex'

/**
 * The signature of an application with everything that is needed to check it again years later: the very bytes that
 * were signed, the CMS, and the last verdict with its certificates and the revocation lists it rested on. Every check,
 * the first one included, is kept in `application_signature_checks`.
 */
export const up = async (knex: Knex): Promise<void> => {
  await knex.schema.createTable('application_signatures', table => {
    table.bigIncrements('id')
    table.bigInteger('application_id').notNullable()
    // Which submission it was handed in with; null until the application is sent.
    table.integer('sequence')
    table.binary('document').notNullable()
    table.string('document_sha256', 64).notNullable()
    table.binary('cms').notNullable()
    table.string('verdict', 10).notNullable()
    table.text('result').notNullable()
    table.string('signer', 1000)
    table.timestamp('received_at', { useTz: true }).notNullable()
    table.timestamp('checked_at', { useTz: true }).notNullable()
    table.unique(['application_id', 'sequence'], { indexName: 'application_signatures_unique' })
    table.foreign('application_id', 'application_signatures_fk').references('applications.id').onDelete('CASCADE')
    table.check("verdict in ('valid', 'invalid', 'unknown')", [], 'application_signatures_verdict_check')
    table.check('sequence > 0', [], 'application_signatures_sequence_check')
  })
  // A draft has one signature that waits to be sent: a later upload takes the place of the former.
  await knex.raw(
    'create unique index application_signatures_pending_unique on application_signatures (application_id) where sequence is null',
  )
  await knex.raw(
    "create index application_signatures_undecided_index on application_signatures (id) where verdict = 'unknown' and sequence is not null",
  )

  await knex.schema.createTable('application_signature_checks', table => {
    table.bigIncrements('id')
    table.bigInteger('signature_id').notNullable()
    table.timestamp('checked_at', { useTz: true }).notNullable()
    table.string('verdict', 10).notNullable()
    table.text('result').notNullable()
    // Who asked for it; null for the check at receipt and for the command.
    table.integer('staff_id')
    table.index(['signature_id', 'id'], 'application_signature_checks_index')
    table
      .foreign('signature_id', 'application_signature_checks_fk')
      .references('application_signatures.id')
      .onDelete('CASCADE')
    table.foreign('staff_id', 'application_signature_checks_staff_fk').references('staff.id')
    table.check("verdict in ('valid', 'invalid', 'unknown')", [], 'application_signature_checks_verdict_check')
  })
}

export const down = async (knex: Knex): Promise<void> => {
  await knex.schema.dropTable('application_signature_checks')
  await knex.schema.dropTable('application_signatures')
}
