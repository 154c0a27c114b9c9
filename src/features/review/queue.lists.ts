import type { Knex } from 'knex'
import type { Db, Instant } from '../../db/db'
import type { List, Order } from '../../db/keyset'
import type { StaffMember } from '../../http/identity'
import type { Status } from '../applications/application.status'

export type OfficeStaff = StaffMember & { officeId: number }

/** The lists of the queue, in the order of their links. */
export const LISTS = {
  submitted: 'Новые',
  in_review: 'На рассмотрении',
  mine: 'Мои',
  overdue: 'Просроченные',
  returned: 'Возвращены',
  approved: 'Одобрены',
  rejected: 'Отклонены',
  withdrawn: 'Отозваны',
  all: 'Все',
} as const satisfies Partial<Record<Status, string>> & Record<string, string>

export type ListName = keyof typeof LISTS

/** The list that an address names; «Новые» when it names none. */
export const listName = (named: unknown): ListName =>
  typeof named === 'string' && Object.hasOwn(LISTS, named) ? (named as ListName) : 'submitted'

const ID = { property: 'id', kind: 'integer' } as const
const BY_DEADLINE: Order = { keys: [{ property: 'dueAt', kind: 'instant' }, ID], direction: 'asc' }
export const NEWEST_FIRST: Order = { keys: [{ property: 'submittedAt', kind: 'instant' }, ID], direction: 'desc' }

const byDeadline = (query: Knex.QueryBuilder): List => ({
  order: BY_DEADLINE,
  sources: [{ query, columns: ['applications.due_at', 'applications.id'] }],
})

export const newestFirst = (query: Knex.QueryBuilder): List => ({
  order: NEWEST_FIRST,
  sources: [{ query, columns: ['applications.submitted_at', 'applications.id'] }],
})

/** The words of the partial indexes: SQLite uses such an index only for a query that says the very same. */
const WAITING = "applications.status in ('submitted', 'in_review')"
const IN_REVIEW = "applications.status = 'in_review'"

/** Everything that was sent to an office, with the name of who works on it. */
export const rowsOfOffice = (db: Db, officeId: number): Knex.QueryBuilder =>
  db('applications')
    .leftJoin('staff', 'staff.id', 'applications.assigned_to')
    .where('applications.office_id', officeId)
    .select({
      id: 'applications.id',
      number: 'applications.number',
      okpo: 'applications.okpo',
      shortName: 'applications.short_name',
      enterpriseType: 'applications.enterprise_type',
      submittedAt: 'applications.submitted_at',
      dueOn: 'applications.due_on',
      dueAt: 'applications.due_at',
      status: 'applications.status',
      assignedTo: 'applications.assigned_to',
      assignedName: 'staff.full_name',
    })

/**
 * The rows and the order of a list: by deadline what is open, the newest first what is closed. «Просроченные» wait for
 * the office and are past their deadline; a returned application waits for the applicant. Each list has its index.
 */
export const queueList = (db: Db, { officeId, staffId }: OfficeStaff, name: ListName, now: Instant): List => {
  const rows = rowsOfOffice(db, officeId)
  switch (name) {
    case 'all':
      return newestFirst(rows)
    case 'mine':
      return byDeadline(rows.where('applications.assigned_to', staffId).whereRaw(IN_REVIEW))
    case 'overdue':
      return byDeadline(rows.where('applications.due_at', '<=', now).whereRaw(WAITING))
    case 'submitted':
    case 'in_review':
    case 'returned':
      return byDeadline(rows.where('applications.status', name))
    default:
      return newestFirst(rows.where('applications.status', name))
  }
}
