import type { Knex } from 'knex'
import type { Actor } from '../../audit/audit'
import type { AuditEvent, Subject } from '../../audit/events'
import { isPostgres } from '../../db/connection'
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

/** Of records that no index chooses a page looks through so many. */
const TRIED_A_PAGE = 10_000

/** A wish of the filter, and the index that leads to what it wants. */
type Wish = { index?: string; keep: (query: Knex.QueryBuilder) => void }

/**
 * Records newest first, found by the index of the wish that tells most; the other wishes are tried on a bounded number
 * of records a page.
 */
export const auditList = (db: Db, filter: AuditFilter): List => {
  const [first, ...others] = wishes(db, filter)
  const query = within(records(db, first?.index ?? 'audit_log_at_index'), filter)
  const list: List = {
    order: {
      keys: [
        { property: 'at', kind: 'instant' },
        { property: 'id', kind: 'integer' },
      ],
      direction: 'desc',
    },
    sources: [{ query, columns: ['audit_log.at', 'audit_log.id'] }],
  }
  const tried = first?.index === undefined ? (first ? [first] : []) : others
  if (first?.index !== undefined) first.keep(query)
  if (tried.length === 0) return list
  const keep = (rows: Knex.QueryBuilder): void => {
    for (const wish of tried) wish.keep(rows)
  }
  return { ...list, sieve: { rows: TRIED_A_PAGE, keep } }
}

/** SQLite keeps no statistics of its tables, so it is told which index to walk; PostgreSQL knows its own. */
const records = (db: Db, index: string): Knex.QueryBuilder =>
  db
    .from(isPostgres(db as Knex) ? 'audit_log' : db.raw('audit_log indexed by ??', [index]))
    .leftJoin('staff', join => join.on('staff.id', 'audit_log.actor_id').andOnVal('audit_log.actor_kind', 'staff'))
    .select('audit_log.*', { staff_name: 'staff.full_name' })

const within = (query: Knex.QueryBuilder, { from, before }: AuditFilter): Knex.QueryBuilder => {
  if (from !== undefined) query.where('audit_log.at', '>=', from)
  return before === undefined ? query : query.where('audit_log.at', '<', before)
}

/** What is asked, the most telling first; whole kinds of things have no index. */
const wishes = (db: Db, { requestId, subject, staffLogin, event }: AuditFilter): Wish[] => [
  ...wish(requestId, (query, id) => query.where('audit_log.request_id', id), 'audit_log_request_index'),
  ...wish(
    subject?.id === undefined ? undefined : subject,
    (query, { kind, id }) => query.where('audit_log.subject_kind', kind).where('audit_log.subject_id', id as number),
    'audit_log_subject_index',
  ),
  ...wish(
    staffLogin,
    (query, login) => query.where('audit_log.actor_kind', 'staff').where('audit_log.actor_id', staffId(db, login)),
    'audit_log_actor_index',
  ),
  ...wish(event, (query, name) => query.where('audit_log.event', name), 'audit_log_event_index'),
  ...wish(subject?.id === undefined ? subject : undefined, (query, { kind }) =>
    query.where('audit_log.subject_kind', kind),
  ),
]

const wish = <T>(
  wanted: T | undefined,
  keep: (query: Knex.QueryBuilder, wanted: T) => Knex.QueryBuilder,
  index?: string,
): Wish[] =>
  wanted === undefined ? [] : [{ keep: query => void keep(query, wanted), ...(index === undefined ? {} : { index }) }]

const staffId = (db: Db, login: string): Knex.QueryBuilder => db('staff').where({ login }).select('id')
