import type { Knex } from 'knex'
import { DateTime } from 'luxon'
import { isPostgres } from '../../db/connection'
import type { Db } from '../../db/db'
import type { List, Order } from '../../db/keyset'
import type { StaffMember } from '../../http/identity'
import type { Status } from '../applications/application.status'

export type OfficeStaff = StaffMember & { officeId: number }

/** The lists of the queue, in the order of their links. */
export const LISTS = {
  submitted: 'Новые',
  in_review: 'На рассмотрении',
  mine: 'Мои',
  today: 'Срок сегодня',
  overdue: 'Просроченные',
  returned: 'Возвращены',
  approved: 'Одобрены',
  rejected: 'Отклонены',
  withdrawn: 'Отозваны',
  all: 'Все',
} as const satisfies Partial<Record<Status, string>> & Record<string, string>

export type ListName = keyof typeof LISTS

/** By deadline or by the time of sending, the earliest first; with a minus the latest first. */
export const SORTS = ['due', '-due', 'sent', '-sent'] as const
export type Sort = (typeof SORTS)[number]

const CLOSED: ReadonlySet<ListName> = new Set(['approved', 'rejected', 'withdrawn', 'all'])

/** What is open is sorted by deadline, what is closed the newest first. */
export const usualSort = (list: ListName): Sort => (CLOSED.has(list) ? '-sent' : 'due')

const ID = { property: 'id', kind: 'integer' } as const

/** The rows of a query in one of the orders. */
export const sortedBy = (query: Knex.QueryBuilder, sort: Sort): List => {
  const property = sort.endsWith('due') ? 'dueAt' : 'submittedAt'
  const order: Order = {
    keys: [{ property, kind: 'instant' }, ID],
    direction: sort.startsWith('-') ? 'desc' : 'asc',
  }
  const column = property === 'dueAt' ? 'applications.due_at' : 'applications.submitted_at'
  return { order, sources: [{ query, columns: [column, 'applications.id'] }] }
}

/** The words of the partial indexes: SQLite uses such an index only for a query that says the very same. */
const WAITING = "applications.status in ('submitted', 'in_review')"
const IN_REVIEW = "applications.status = 'in_review'"

/**
 * Applications with the name of who works on them, as lines of the queue. SQLite keeps no statistics of its tables, so
 * it is told which index to walk; PostgreSQL knows its own.
 */
export const queueRows = (db: Db, index?: string): Knex.QueryBuilder =>
  db
    .from(index === undefined || isPostgres(db) ? 'applications' : db.raw('applications indexed by ??', [index]))
    .leftJoin('staff', 'staff.id', 'applications.assigned_to')
    .select({
      id: 'applications.id',
      number: 'applications.number',
      okpo: 'applications.okpo',
      inn: 'applications.inn',
      shortName: 'applications.short_name',
      enterpriseType: 'applications.enterprise_type',
      channel: 'applications.channel',
      signed: 'applications.signed',
      differs: 'applications.differs',
      submittedAt: 'applications.submitted_at',
      dueOn: 'applications.due_on',
      dueAt: 'applications.due_at',
      status: 'applications.status',
      kind: 'applications.kind',
      assignedTo: 'applications.assigned_to',
      assignedName: 'staff.full_name',
    })

/** Everything that was sent to an office. */
export const rowsOfOffice = (db: Db, officeId: number, index?: string): Knex.QueryBuilder =>
  queueRows(db, index).where('applications.office_id', officeId)

/** The index of a list by deadline and by the time of sending, where it is not the one of its state. */
const INDEXES: Partial<Record<ListName, [string, string]>> = {
  all: ['applications_office_due_index', 'applications_office_index'],
  mine: ['applications_assigned_index', 'applications_assigned_sent_index'],
  overdue: ['applications_waiting_index', 'applications_waiting_sent_index'],
  today: ['applications_waiting_index', 'applications_waiting_sent_index'],
}

/**
 * The rows and the order of a list. «Просроченные» and «Срок сегодня» wait for the office; a returned application waits
 * for the applicant. Each list has its index in either order.
 */
export const queueList = (
  db: Db,
  staff: OfficeStaff,
  name: ListName,
  now: Date,
  sort: Sort = usualSort(name),
): List => {
  const [byDeadline, bySending] = INDEXES[name] ?? ['applications_queue_index', 'applications_closed_index']
  const rows = rowsOfOffice(db, staff.officeId, sort.endsWith('due') ? byDeadline : bySending)
  switch (name) {
    case 'all':
      return sortedBy(rows, sort)
    case 'mine':
      return sortedBy(rows.where('applications.assigned_to', staff.staffId).whereRaw(IN_REVIEW), sort)
    case 'overdue':
      return sortedBy(rows.where('applications.due_at', '<=', now.toISOString()).whereRaw(WAITING), sort)
    case 'today':
      return sortedBy(
        rows
          .where('applications.due_at', '>', now.toISOString())
          .where('applications.due_at', '<=', endOfDay(now, staff.timeZone))
          .whereRaw(WAITING),
        sort,
      )
    default:
      return sortedBy(rows.where('applications.status', name), sort)
  }
}

/** The midnight that ends the day in the office. */
const endOfDay = (now: Date, zone: string): string =>
  DateTime.fromJSDate(now, { zone }).plus({ days: 1 }).startOf('day').toUTC().toISO() as string
