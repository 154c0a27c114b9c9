import type { Knex } from 'knex'
import type { Actor } from '../../audit/audit'
import type { AuditEvent, Subject } from '../../audit/events'
import type { Db, Instant } from '../../db/db'
import type { List } from '../../db/keyset'

export type AuditRow = {
  id: number
  at: Instant
  event: AuditEvent
  actor_kind: Actor['kind']
  actor_id: number | null
  staff_name: string | null
  subject_kind: Subject
  subject_id: number
  address: string | null
  request_id: string | null
  details: string
}

/** What is asked of the log; what is undefined does not narrow it. Moments are `from` ≤ at < `before`. */
export type AuditFilter = {
  from: Instant | undefined
  before: Instant | undefined
  event: AuditEvent | undefined
  staffLogin: string | undefined
  subject: { kind: Subject; id: number | undefined } | undefined
  requestId: string | undefined
}

/** Records newest first. */
export const auditList = (db: Db, filter: AuditFilter): List => ({
  order: {
    keys: [
      { property: 'at', kind: 'instant' },
      { property: 'id', kind: 'integer' },
    ],
    direction: 'desc',
  },
  sources: [{ query: narrowed(records(db), db, filter), columns: ['audit_log.at', 'audit_log.id'] }],
})

const records = (db: Db): Knex.QueryBuilder =>
  db('audit_log')
    .leftJoin('staff', join => join.on('staff.id', 'audit_log.actor_id').andOnVal('audit_log.actor_kind', 'staff'))
    .select('audit_log.*', { staff_name: 'staff.full_name' })

const narrowed = (query: Knex.QueryBuilder, db: Db, filter: AuditFilter): Knex.QueryBuilder => {
  if (filter.from !== undefined) query.where('audit_log.at', '>=', filter.from)
  if (filter.before !== undefined) query.where('audit_log.at', '<', filter.before)
  if (filter.event !== undefined) query.where('audit_log.event', filter.event)
  if (filter.requestId !== undefined) query.where('audit_log.request_id', filter.requestId)
  if (filter.subject !== undefined) query.where('audit_log.subject_kind', filter.subject.kind)
  if (filter.subject?.id !== undefined) query.where('audit_log.subject_id', filter.subject.id)
  if (filter.staffLogin !== undefined)
    query.where('audit_log.actor_kind', 'staff').where('audit_log.actor_id', staffId(db, filter.staffLogin))
  return query
}

const staffId = (db: Db, login: string): Knex.QueryBuilder => db('staff').where({ login }).select('id')
