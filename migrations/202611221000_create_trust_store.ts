import type { Knex } from 'knex'

/**
 * Whom the system trusts when it checks certificates and signatures. Revocation lists are never overwritten: a check
 * must be repeatable years later with the list it rested on. `current` marks the newest list of an issuer's key and
 * scope, the only one that today's checks ask.
 */
export const up = async (knex: Knex): Promise<void> => {
  await knex.schema.createTable('trust_certificates', table => {
    table.bigIncrements('id')
    table.string('sha256', 64).notNullable()
    table.string('role', 12).notNullable()
    table.binary('der').notNullable()
    table.text('subject').notNullable()
    table.text('issuer').notNullable()
    table.text('serial').notNullable()
    table.timestamp('valid_from', { useTz: true }).notNullable()
    table.timestamp('valid_to', { useTz: true }).notNullable()
    table.boolean('demo').notNullable().defaultTo(false)
    table.bigInteger('added_by')
    table.timestamp('added_at', { useTz: true }).notNullable()
    table.unique(['sha256'], { indexName: 'trust_certificates_sha256_unique' })
    table.foreign('added_by', 'trust_certificates_staff_fk').references('staff.id')
    table.check("role in ('root', 'intermediate')", [], 'trust_certificates_role_check')
    table.check('valid_from <= valid_to', [], 'trust_certificates_validity_check')
  })

  await knex.schema.createTable('revocation_lists', table => {
    table.bigIncrements('id')
    table.string('sha256', 64).notNullable()
    // What people read, and what is looked up: the SHA-256 of the Name's DER in hex, because a Name has any length.
    table.text('issuer').notNullable()
    table.string('issuer_name', 64).notNullable()
    table.text('key_id')
    table.string('scope', 11).notNullable()
    // Up to twenty octets (RFC 5280, 5.2.3): no number type holds them.
    table.text('number')
    table.timestamp('this_update', { useTz: true }).notNullable()
    table.timestamp('next_update', { useTz: true })
    table.integer('entries').notNullable()
    table.binary('der').notNullable()
    table.string('source', 6).notNullable()
    table.boolean('demo').notNullable().defaultTo(false)
    table.boolean('current').notNullable()
    table.timestamp('added_at', { useTz: true }).notNullable()
    table.unique(['sha256'], { indexName: 'revocation_lists_sha256_unique' })
    table.index(['issuer_name', 'current'], 'revocation_lists_issuer_index')
    table.index(['current', 'next_update'], 'revocation_lists_current_index')
    table.check("scope in ('all', 'users', 'authorities')", [], 'revocation_lists_scope_check')
    table.check("source in ('upload', 'fetch', 'demo')", [], 'revocation_lists_source_check')
    table.check('entries >= 0', [], 'revocation_lists_entries_check')
  })

  // Where the scheduled task fetches lists from; a process takes an address for a while, as with letters.
  await knex.schema.createTable('revocation_addresses', table => {
    table.bigIncrements('id')
    table.string('url', 500).notNullable()
    table.timestamp('due_at', { useTz: true }).notNullable()
    table.timestamp('fetched_at', { useTz: true })
    table.string('last_error', 100)
    table.timestamp('locked_until', { useTz: true })
    table.string('locked_by', 36)
    table.unique(['url'], { indexName: 'revocation_addresses_url_unique' })
    table.index(['due_at', 'id'], 'revocation_addresses_due_index')
    table.check('(locked_by is null) = (locked_until is null)', [], 'revocation_addresses_lease_check')
  })
}

export const down = async (knex: Knex): Promise<void> => {
  await knex.schema.dropTable('revocation_addresses')
  await knex.schema.dropTable('revocation_lists')
  await knex.schema.dropTable('trust_certificates')
}
