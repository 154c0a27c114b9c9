import { ACTOR_WORDS, EVENT_WORDS, SUBJECT_WORDS } from '../../audit/event-words'
import { formatTime, zoneWords } from '../../http/dates'
import type { AuditRow } from './audit-log.repository'

export const auditHead = (timeZone: string, now: Date) => [
  { text: `Когда (${zoneWords(timeZone, now)})` },
  { text: 'Событие' },
  { text: 'Кто' },
  { text: 'Над чем' },
  { text: 'Откуда' },
  { text: 'Запрос' },
]

export const auditRow = (row: AuditRow, timeZone: string) => ({
  cells: [
    { text: formatTime(row.at, timeZone) },
    { text: EVENT_WORDS[row.event] ?? row.event, code: row.details === '{}' ? undefined : row.details },
    { text: actorWords(row) },
    { text: `${SUBJECT_WORDS[row.subject_kind] ?? row.subject_kind} № ${row.subject_id}` },
    { text: row.address ?? '—' },
    { text: row.request_id ?? '—', classes: 'app-code' },
  ],
})

/** The columns of the export: codes beside words, moments in UTC. */
export const CSV_HEAD = [
  'id',
  'at',
  'event',
  'Событие',
  'actor',
  'actor_id',
  'Сотрудник',
  'subject',
  'subject_id',
  'address',
  'request',
  'details',
]

export const csvRow = (row: AuditRow): (string | number | null)[] => [
  row.id,
  row.at,
  row.event,
  EVENT_WORDS[row.event] ?? row.event,
  row.actor_kind,
  row.actor_id,
  row.staff_name,
  row.subject_kind,
  row.subject_id,
  row.address,
  row.request_id,
  row.details,
]

const actorWords = ({ actor_kind, actor_id, staff_name }: AuditRow): string => {
  if (staff_name !== null) return staff_name
  const words = ACTOR_WORDS[actor_kind] ?? actor_kind
  return actor_id === null ? words : `${words} № ${actor_id}`
}
