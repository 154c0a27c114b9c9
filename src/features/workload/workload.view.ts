import { formatDate } from '../../http/dates'
import { officeLabel } from '../offices/office'
import type { Reference } from '../reference/reference'
import type { OfficeLoad } from './workload'

export const LOAD_HEAD = [
  { text: 'ТОГС' },
  { text: 'Отправлено', format: 'numeric' },
  { text: 'Одобрено', format: 'numeric' },
  { text: 'Отклонено', format: 'numeric' },
  { text: 'Возвращалось', format: 'numeric' },
  { text: 'На рассмотрении', format: 'numeric' },
  { text: 'С нарушением срока', format: 'numeric' },
  { text: 'Срок решения: середина', format: 'numeric' },
  { text: 'Девять из десяти', format: 'numeric' },
]

export const loadRow = (load: OfficeLoad, reference: Reference) => ({
  cells: [nameOf(load, reference), ...valuesOf(load)].map(text => ({ text })),
})

export const CSV_HEAD = LOAD_HEAD.map(({ text }) => text)

export const csvRow = (load: OfficeLoad, reference: Reference): (string | number | null)[] => [
  nameOf(load, reference),
  load.sent,
  load.approved,
  load.rejected,
  load.returned,
  load.open,
  load.overdue,
  load.median === undefined ? null : hours(load.median),
  load.ninetieth === undefined ? null : hours(load.ninetieth),
]

/** Every day of the span, those without an application too. */
export const everyDay = (from: string, until: string, days: readonly { day: string; total: number }[]) => {
  const totals = new Map(days.map(({ day, total }) => [day, total]))
  const all: { label: string; total: number }[] = []
  for (let at = Date.parse(from); at <= Date.parse(until); at += DAY_MS) {
    const day = new Date(at).toISOString().slice(0, 10)
    all.push({ label: formatDate(day), total: totals.get(day) ?? 0 })
  }
  return all
}

const DAY_MS = 86_400_000

const nameOf = (load: OfficeLoad, reference: Reference): string => {
  const office = reference.office(load.officeId)
  return office === undefined ? `№ ${load.officeId}` : officeLabel(office)
}

const valuesOf = (load: OfficeLoad): string[] => [
  String(load.sent),
  share(load.approved, load.sent),
  share(load.rejected, load.sent),
  share(load.returned, load.sent),
  String(load.open),
  share(load.overdue, load.sent),
  time(load.median),
  time(load.ninetieth),
]

const share = (part: number, whole: number): string =>
  whole === 0 ? '0' : `${part} (${Math.round((part / whole) * 100)} %)`

const hours = (seconds: number): number => Math.round(seconds / 360) / 10

/** «5,2 ч», from two days on «3,1 сут.» */
const time = (seconds: number | undefined): string => {
  if (seconds === undefined) return '—'
  const inHours = hours(seconds)
  return inHours < 48 ? `${decimal(inHours)} ч` : `${decimal(Math.round(seconds / 8640) / 10)} сут.`
}

const decimal = (value: number): string => String(value).replace('.', ',')
