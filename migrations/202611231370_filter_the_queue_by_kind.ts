import type { Knex } from 'knex'

/** The kind of an application (registration, change of data) joins the columns of the filters in each index of the queue. */
export const up = (knex: Knex): Promise<void> => rebuild(knex, [...FILTERS, 'kind'])

export const down = (knex: Knex): Promise<void> => rebuild(knex, FILTERS)

const rebuild = async (knex: Knex, filters: readonly string[]): Promise<void> => {
  for (const [name, columns, where] of INDEXES) {
    await knex.raw(`drop index ${name}`)
    const behind = filters.filter(column => !columns.includes(column)).join(', ')
    await knex.raw(`create index ${name} on applications (${columns}, ${behind})${where}`)
  }
}

const FILTERS = ['assigned_to', 'channel', 'signed', 'differs', 'enterprise_type']

const WAITING = " where status in ('submitted', 'in_review')"
const IN_REVIEW = " where status = 'in_review'"

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
