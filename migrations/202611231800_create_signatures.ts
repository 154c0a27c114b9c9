import type { Knex } from 'knex'
import { up as createFormerTables } from './202611221010_create_application_signatures'

/**
 * Signatures of whatever is signed, not of applications alone. `subject_kind` and `subject_id` name the thing as the
 * audit log does; each sending of it has a number, and one signature at most may wait for the next sending.
 */
export const up = async (knex: Knex): Promise<void> => {
  await knex.schema.createTable('signatures', table => {
    table.bigIncrements('id')
    table.string('subject_kind', 30).notNullable()
    table.bigInteger('subject_id').notNullable()
    // Which sending of the subject it was handed in with; null while it waits.
    table.integer('sequence')
    // The very bytes that were given out, and the CMS over them.
    table.binary('document').notNullable()
    table.string('document_sha256', 64).notNullable()
    table.binary('cms').notNullable()
    // The latest check; every one, the first included, is a row of `signature_checks`.
    table.string('verdict', 10).notNullable()
    table.text('result').notNullable()
    table.string('signer', 1000)
    table.timestamp('received_at', { useTz: true }).notNullable()
    table.timestamp('checked_at', { useTz: true }).notNullable()
    table.unique(['subject_kind', 'subject_id', 'sequence'], { indexName: 'signatures_subject_unique' })
    table.check("verdict in ('valid', 'invalid', 'unknown')", [], 'signatures_verdict_check')
    table.check('sequence > 0', [], 'signatures_sequence_check')
  })
  await knex.raw(
    'create unique index signatures_pending_unique on signatures (subject_kind, subject_id) where sequence is null',
  )
  await knex.raw(
    "create index signatures_undecided_index on signatures (id) where verdict = 'unknown' and sequence is not null",
  )
  await knex.schema.createTable('signature_checks', table => {
    table.bigIncrements('id')
    table.bigInteger('signature_id').notNullable()
    table.timestamp('checked_at', { useTz: true }).notNullable()
    table.string('verdict', 10).notNullable()
    table.text('result').notNullable()
    // Who asked for it; null for the check at receipt and for the command.
    table.integer('staff_id')
    table.index(['signature_id', 'id'], 'signature_checks_index')
    table.foreign('signature_id', 'signature_checks_fk').references('signatures.id').onDelete('CASCADE')
    table.foreign('staff_id', 'signature_checks_staff_fk').references('staff.id')
    table.check("verdict in ('valid', 'invalid', 'unknown')", [], 'signature_checks_verdict_check')
  })

  await knex.raw(`
    insert into signatures (id, subject_kind, subject_id, ${SIGNATURE})
    select id, 'application', application_id, ${SIGNATURE} from application_signatures`)
  await knex.raw(`insert into signature_checks (${CHECK}) select ${CHECK} from application_signature_checks`)
  await goOnCounting(knex, ['signatures', 'signature_checks'])
  await knex.schema.dropTable('application_signature_checks')
  await knex.schema.dropTable('application_signatures')
}

/** Gives applications their own tables back; signatures of anything else have no place there. */
export const down = async (knex: Knex): Promise<void> => {
  await createFormerTables(knex)
  await knex.raw(`
    insert into application_signatures (id, application_id, ${SIGNATURE})
    select id, subject_id, ${SIGNATURE} from signatures where subject_kind = 'application'`)
  await knex.raw(`
    insert into application_signature_checks (${CHECK})
    select ${CHECK} from signature_checks where signature_id in (select id from application_signatures)`)
  await goOnCounting(knex, ['application_signatures', 'application_signature_checks'])
  await knex.schema.dropTable('signature_checks')
  await knex.schema.dropTable('signatures')
}

const SIGNATURE = 'sequence, document, document_sha256, cms, verdict, result, signer, received_at, checked_at'
const CHECK = 'id, signature_id, checked_at, verdict, result, staff_id'

/** Rows that bring their numbers along do not move the sequence of PostgreSQL; SQLite counts on by itself. */
const goOnCounting = async (knex: Knex, tables: readonly string[]): Promise<void> => {
  if (knex.client.config.client !== 'pg') return
  for (const table of tables)
    await knex.raw(`select setval('${table}_id_seq', (select coalesce(max(id), 0) + 1 from ${table}), false)`)
}
