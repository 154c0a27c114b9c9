import type { Knex } from 'knex'

/**
 * What the register of organisations needs besides what is known of a respondent: a digest of what АС ГС ОФСН last said
 * (equal means unchanged), why a record is in the archive or blocked, and indexes for the lists of the office.
 * Columns are added one by one without checks: SQLite would copy the whole table for them.
 */
export const up = async (knex: Knex): Promise<void> => {
  await knex.schema.alterTable('organisations', table => {
    table.string('register_hash', 22)
    // `import`: the register left it out; `staff`: the office decided. Null in the records archived before this column.
    table.string('archived_by', 6)
    table.string('archive_reason', 500)
    table.string('block_reason', 500)
    table.index(['ogrn'], 'organisations_ogrn_index')
  })
  // The few records that a filter looks for among the many.
  for (const [name, condition] of Object.entries(PARTIAL))
    await knex.raw(`create index organisations_${name}_index on organisations (office_id, okpo) where ${condition}`)

  // What the register says of an organisation that describes itself: beside its own data, never over it.
  await knex.schema.createTable('organisation_register_values', table => {
    table.bigInteger('organisation_id').notNullable()
    table.string('enterprise_type', 12).notNullable()
    table.string('short_name', 255).notNullable()
    table.string('full_name', 1000)
    table.string('inn', 12)
    table.string('ogrn', 15)
    table.string('okved2', 8)
    table.string('okved', 8)
    table.string('okopf', 5)
    table.string('okfs', 2)
    table.string('okogu', 7)
    table.string('oktmo', 11)
    table.string('okato', 11)
    table.string('parent_okpo', 14)
    table.string('email', 254)
    table.string('postal_address', 500)
    table.string('phone', 100)
    table.string('head_name', 255)
    table.integer('office_id').notNullable()
    table.timestamp('synchronised_at', { useTz: true }).notNullable()
    table.primary(['organisation_id'], 'organisation_register_values_pk')
    table.foreign('organisation_id', 'organisation_register_values_fk').references('organisations.id')
    table.foreign('office_id', 'organisation_register_values_office_fk').references('offices.id')
  })
}

const PARTIAL = {
  archived: 'archived_at is not null',
  blocked: 'blocked_at is not null',
  authority: "enterprise_type = 'authority'",
} as const

export const down = async (knex: Knex): Promise<void> => {
  await knex.schema.dropTable('organisation_register_values')
  for (const name of [...Object.keys(PARTIAL), 'ogrn']) await knex.raw(`drop index organisations_${name}_index`)
  for (const column of ['register_hash', 'archived_by', 'archive_reason', 'block_reason'])
    await knex.raw(`alter table organisations drop column ${column}`)
}
