import type { Day, Instant } from '../../db/db'
import { dayIn, formatDate } from '../../http/dates'
import { paths } from '../../http/paths'
import type { ApplicationKind } from '../applications/application'
import type { Status } from '../applications/application.status'
import { statusTag } from '../applications/status.view'
import type { Reference } from '../reference/reference'
import { deadlineView } from './deadline.view'
import { type QueueView, viewQuery } from './queue.filters'
import { LISTS, type ListName, type OfficeStaff, type Sort, usualSort } from './queue.lists'

export type QueueRow = {
  id: number
  number: string
  okpo: string
  inn: string
  shortName: string
  enterpriseType: string
  channel: 'web' | 'letter'
  signed: boolean | 0 | 1
  differs: boolean | 0 | 1
  submittedAt: Instant
  dueOn: Day
  dueAt: Instant
  status: Status
  kind: ApplicationKind
  assignedTo: number | null
  assignedName: string | null
}

const COLUMNS: { text: string; sorts?: [Sort, Sort] }[] = [
  { text: 'Номер' },
  { text: 'ОКПО' },
  { text: 'Наименование' },
  { text: 'Тип' },
  { text: 'Отправлена', sorts: ['sent', '-sent'] },
  { text: 'Срок', sorts: ['due', '-due'] },
  { text: 'Состояние' },
  { text: 'Специалист' },
]

/** The head of the table; by two of its columns the list can be sorted, by a second press the other way. */
export const queueHead = (view: QueueView | undefined) => {
  const sort = view && (view.sort ?? usualSort(view.list))
  return COLUMNS.map(({ text, sorts }) => {
    if (view === undefined || sorts === undefined) return { text }
    const [ascending, descending] = sorts
    const other = sort === ascending ? descending : ascending
    const current = sort === ascending ? 'ascending' : sort === descending ? 'descending' : undefined
    return { text, href: queueAddress({ ...view, sort: other }), ...(current && { sort: current }) }
  })
}

/** A line of the queue. The day of sending and the deadline are days of the office's own calendar. */
export const queueRow = (row: QueueRow, reference: Reference, { staffId, timeZone }: OfficeStaff, now: Date) => ({
  href: paths.office.application(row.id),
  // Only what waits for the office can be taken or handed over.
  ...(row.status === 'submitted' || row.status === 'in_review'
    ? { value: String(row.id), valueLabel: `Выбрать заявку № ${row.number}` }
    : {}),
  cells: [
    row.kind === 'change' ? { text: row.number, note: 'изменение данных' } : { text: row.number },
    { text: row.okpo },
    { text: row.shortName, note: marksOf(row) },
    { text: reference.enterpriseTypeName(row.enterpriseType) },
    { text: formatDate(dayIn(new Date(row.submittedAt), timeZone)) },
    deadlineCell(row, now, timeZone),
    { tag: statusTag(row.status) },
    { text: row.assignedTo === staffId ? 'Вы' : (row.assignedName ?? '') },
  ],
})

/** What is not usual about an application, in words. */
export const marksOf = ({ channel, signed, differs }: Pick<QueueRow, 'channel' | 'signed' | 'differs'>): string =>
  [channel === 'letter' && 'письмом', signed && 'подписана', differs && 'отличается от регистра']
    .filter(Boolean)
    .join(', ')

const deadlineCell = (row: QueueRow, now: Date, timeZone: string) => {
  const deadline = deadlineView(row, now, timeZone)
  if (deadline?.word === undefined) return { text: deadline?.day ?? '' }
  return {
    text: deadline.day,
    mark: { text: deadline.word, tone: deadline.word === 'просрочена' ? 'danger' : 'attention' },
  }
}

export type Counts = Partial<Record<Status, number>> & { mine: string; today: string; overdue: string }

/** The row of links above the queue, with how many applications each list has; filters stay on from list to list. */
export const listLinks = (counts: Counts, view: QueueView, isSearch: boolean) =>
  Object.entries(LISTS).map(([name, text]) => ({
    text,
    href: queueAddress({ list: name as ListName, filters: view.filters }),
    count: name === 'all' ? sum(counts) : (counts[name as keyof Counts] ?? 0),
    current: !isSearch && name === view.list,
  }))

const sum = (counts: Counts): number =>
  Object.values(counts).reduce<number>((all, one) => all + (typeof one === 'number' ? one : 0), 0)

/** The address of a page of the queue: of a list, or of what was found. */
export const queueAddress = (
  at: QueueView | { q: string },
  more: Record<string, string> = {},
  path: string = paths.office.applications,
): string => {
  const query = 'q' in at ? new URLSearchParams({ q: at.q }) : viewQuery(at)
  for (const [name, value] of Object.entries(more)) query.set(name, value)
  return `${path}?${query.toString()}`
}
