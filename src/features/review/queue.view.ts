import type { Day, Instant } from '../../db/db'
import { dayIn, formatDate } from '../../http/dates'
import { paths } from '../../http/paths'
import type { Status } from '../applications/application.status'
import type { Reference } from '../reference/reference'
import { deadlineView } from './deadline.view'
import { LISTS, type ListName, type OfficeStaff } from './queue.lists'
import { statusTag } from './status.view'

export type QueueRow = {
  id: number
  number: string
  okpo: string
  shortName: string
  enterpriseType: string
  submittedAt: Instant
  dueOn: Day
  dueAt: Instant
  status: Status
  assignedTo: number | null
  assignedName: string | null
}

export const HEAD = ['Номер', 'ОКПО', 'Наименование', 'Тип', 'Отправлена', 'Срок', 'Состояние', 'Специалист'].map(
  text => ({ text }),
)

/** A line of the queue. The day of sending and the deadline are days of the office's own calendar. */
export const queueRow = (row: QueueRow, reference: Reference, { staffId, timeZone }: OfficeStaff, now: Date) => ({
  href: paths.office.application(row.id),
  cells: [
    { text: row.number },
    { text: row.okpo },
    { text: row.shortName },
    { text: reference.enterpriseTypeName(row.enterpriseType) },
    { text: formatDate(dayIn(new Date(row.submittedAt), timeZone)) },
    deadlineCell(row, now, timeZone),
    { tag: statusTag(row.status) },
    { text: row.assignedTo === staffId ? 'Вы' : (row.assignedName ?? '') },
  ],
})

const deadlineCell = (row: QueueRow, now: Date, timeZone: string) => {
  const deadline = deadlineView(row, now, timeZone)
  if (deadline?.word === undefined) return { text: deadline?.day ?? '' }
  return {
    tag: { text: deadline.word, tone: deadline.word === 'просрочена' ? 'danger' : 'attention' },
    note: deadline.day,
  }
}

export type Counts = Partial<Record<Status, number>> & { mine: string; overdue: string }

/** The row of links above the queue, with how many applications each list has. */
export const listLinks = (counts: Counts, current: ListName | undefined) =>
  Object.entries(LISTS).map(([name, text]) => ({
    text,
    href: listAddress({ list: name as ListName }),
    count: name === 'all' ? sum(counts) : (counts[name as keyof Counts] ?? 0),
    current: name === current,
  }))

const sum = (counts: Counts): number =>
  Object.values(counts).reduce<number>((all, one) => all + (typeof one === 'number' ? one : 0), 0)

/** The address of a page of the queue; «Новые» need no parameter. */
export const listAddress = ({
  list,
  q,
  cursor,
}: {
  list?: ListName
  q?: string
  cursor?: string | undefined
}): string => {
  const query = new URLSearchParams()
  if (q !== undefined) query.set('q', q)
  else if (list !== undefined && list !== 'submitted') query.set('list', list)
  if (cursor !== undefined) query.set('cursor', cursor)
  return query.size === 0 ? paths.office.applications : `${paths.office.applications}?${query.toString()}`
}
