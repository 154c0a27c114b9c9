import type { Knex } from 'knex'

/**
 * `differs`: what was handed in last says something else than the register did. Every list of the queue can be ordered
 * by deadline and by the time of sending; each such index carries the columns of the filters behind its order, so that
 * rows which a filter passes over are never fetched from the table.
 */
export const up = async (knex: Knex): Promise<void> => {
  await knex.schema.alterTable('applications', table => {
    table.boolean('differs').notNullable().defaultTo(false)
  })
  await knex.raw(
    `update applications set differs = true where exists (
      select 1 from application_submissions s
      where s.application_id = applications.id and s.sequence = applications.submissions and s.findings like '%.register"%')`,
  )
  for (const [name] of INDEXES.slice(0, REPLACED)) await knex.raw(`drop index ${name}`)
  for (const [name, columns, where] of INDEXES) {
    const filters = FILTERS.filter(column => !columns.includes(column)).join(', ')
    await knex.raw(`create index ${name} on applications (${columns}, ${filters})${where}`)
  }
}

export const down = async (knex: Knex): Promise<void> => {
  for (const [name] of INDEXES) await knex.raw(`drop index ${name}`)
  for (const [name, columns, where] of INDEXES.slice(0, REPLACED))
    await knex.raw(`create index ${name} on applications (${columns})${where}`)
  // Not by knex: on SQLite it would make the table anew, and its triggers would be gone.
  await knex.raw('alter table applications drop column differs')
}

const FILTERS = ['assigned_to', 'channel', 'signed', 'differs', 'enterprise_type']

const WAITING = " where status in ('submitted', 'in_review')"
const IN_REVIEW = " where status = 'in_review'"

/** The first ones take the place of those that were there without the columns of the filters. */
const REPLACED = 5
const INDEXES: readonly [name: string, columns: string, where: string][] = [
  ['applications_queue_index', 'office_id, status, due_at, id', ''],
  ['applications_closed_index', 'office_id, status, submitted_at, id', ''],
  ['applications_office_index', 'office_id, submitted_at, id', ''],
  ['applications_waiting_index', 'office_id, due_at, id', WAITING],
  ['applications_assigned_index', 'office_id, assigned_to, due_at, id', IN_REVIEW],
  ['applications_office_due_index', 'office_id, due_at, id', ''],
  ['applications_waiting_sent_index', 'office_id, submitted_at, id, due_at', WAITING],
  ['applications_assigned_sent_index', 'office_id, assigned_to, submitted_at, id', IN_REVIEW],
]
