import type { Knex } from 'knex'
import type { Day, Db, Instant } from '../../db/db'
import { dayOf, secondsBetween } from '../../db/moments'

/** Applications sent from `from` up to and without `before`; of one office or of all. */
export type Span = { from: Instant; before: Instant; officeId: number | undefined }

export type Totals = {
  officeId: number
  sent: number
  approved: number
  rejected: number
  /** Sent back for correction at least once. */
  returned: number
  open: number
  /** Decided after its deadline, or open and the deadline is over. */
  overdue: number
}

export type Durations = { officeId: number; median: number; ninetieth: number }

const sent = (db: Db, { from, before, officeId }: Span): Knex.QueryBuilder => {
  const query = db('applications')
    .where('submissions', '>', 0)
    .where('submitted_at', '>=', from)
    .where('submitted_at', '<', before)
  return officeId === undefined ? query : query.where({ office_id: officeId })
}

export type DayTotal = { day: Day; total: number }

/** How many applications were sent on each day that had any; days are told `offset` minutes east of Greenwich. */
export const loadByDay = (db: Db, span: Span, offset: number): Knex.QueryBuilder =>
  sent(db, span)
    .select({ day: dayOf(db, 'submitted_at', offset) })
    .count({ total: '*' })
    .groupBy('day')
    .orderBy('day')

/** What became of them, by office: `Totals`. */
export const totalsByOffice = (db: Db, span: Span, now: Instant): Knex.QueryBuilder => {
  const count = (condition: string, bindings: string[] = []) =>
    db.raw(`cast(sum(case when ${condition} then 1 else 0 end) as integer)`, bindings)
  return sent(db, span)
    .select({
      officeId: 'office_id',
      approved: count("status = 'approved'"),
      rejected: count("status = 'rejected'"),
      returned: count("submissions > 1 or status = 'returned'"),
      open: count("status in ('submitted', 'in_review')"),
      overdue: count("decided_at > due_at or (status in ('submitted', 'in_review') and due_at < ?)", [now]),
    })
    .count({ sent: '*' })
    .groupBy('office_id')
    .orderBy('office_id')
}

/** `Durations`: seconds from sending to decision, by office: the middle one, and the one that nine of ten do not exceed. */
export const durationsByOffice = (db: Db, span: Span): Knex.QueryBuilder => {
  const decided = sent(db, span)
    .whereNotNull('decided_at')
    .select({ office_id: 'office_id', seconds: secondsBetween(db, 'submitted_at', 'decided_at') })
  const ranked = db.from(decided.as('decided')).select('office_id', 'seconds', {
    place: db.raw('row_number() over (partition by office_id order by seconds)'),
    total: db.raw('count(*) over (partition by office_id)'),
  })
  const at = (share: number) => db.raw(`max(case when place = (total * ${share} + 9) / 10 then seconds end)`)
  return db
    .from(ranked.as('ranked'))
    .select({ officeId: 'office_id', median: at(5), ninetieth: at(9) })
    .groupBy('office_id')
}

export type ReasonTotal = { code: string; total: number }

/** Why applications were rejected, the commonest reason first. */
export const reasonsOf = (db: Db, span: Span): Knex.QueryBuilder =>
  sent(db, span)
    .where({ status: 'rejected' })
    .whereNotNull('reason_code')
    .select({ code: 'reason_code' })
    .count({ total: '*' })
    .groupBy('reason_code')
    .orderBy([{ column: 'total', order: 'desc' }, { column: 'reason_code' }])
