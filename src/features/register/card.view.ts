import { ACTOR_WORDS, EVENT_WORDS } from '../../audit/event-words'
import type { AuditEvent } from '../../audit/events'
import type { FormTemplate } from '../../flk'
import { dayIn, formatDate, formatDateTime } from '../../http/dates'
import { paths } from '../../http/paths'
import { statusTag } from '../applications/status.view'
import { organisationView } from '../cabinet/organisation.view'
import type { Organisation } from '../organisations/organisations.repository'
import type { Reference } from '../reference/reference'
import { STATUSES } from '../reports/report.status'
import { periodWords } from '../reports/report-words'
import type { ApplicationRow, Change, findRegisterValues, LetterRow, Reasons, ReportRow } from './card.repository'
import { REGISTER_COLUMNS } from './extract/columns'

type RegisterValues = Awaited<ReturnType<typeof findRegisterValues>>

const camel = (column: string): string => column.replace(/_(.)/g, (_, letter: string) => letter.toUpperCase())

/** The organisation as the register describes it, where that is kept beside its own description. */
const asRegistered = (organisation: Organisation, values: NonNullable<RegisterValues>): Organisation => ({
  ...organisation,
  ...Object.fromEntries(REGISTER_COLUMNS.map(column => [camel(column), values[column]])),
  synchronisedAt: values.synchronised_at,
})

export const DATA_HEAD = ['Показатель', 'Значение', 'Источник', 'В регистре'].map(text => ({ text }))

/** What stands where nothing is known: it comes from nowhere. */
const NOTHING = 'Не указано'

/** Every value with where it comes from, and what the register says where it says something else. */
export const dataRows = (organisation: Organisation, values: RegisterValues, reference: Reference) => {
  const registered = values && organisationView(asRegistered(organisation, values), reference)
  return organisationView(organisation, reference).flatMap(({ rows }, group) =>
    rows.map(({ key, value }, place) => {
      const theirs = registered?.[group]?.rows[place]?.value.text
      const differs = theirs !== undefined && theirs !== value.text
      return {
        ...(differs ? { classes: 'app-comparison__row--differs' } : {}),
        cells: [
          { text: key.text },
          { text: value.text },
          { text: value.text === NOTHING && !differs ? '—' : sourceOf(organisation, differs) },
          { text: differs ? theirs : '' },
        ],
      }
    }),
  )
}

/** Who has an account describes itself; everybody else is described by the register, or by who entered the record. */
const sourceOf = ({ hasAccount, synchronisedAt }: Organisation, differs: boolean): string => {
  if (hasAccount) return differs || synchronisedAt === null ? 'организация' : 'организация и регистр'
  return synchronisedAt === null ? 'запись системы' : 'регистр'
}

/** The state in a sentence, with its reason. */
export const standingWords = (
  { archivedAt, blockedAt }: Organisation,
  reasons: Reasons,
  timeZone: string,
): string[] => [
  ...(archivedAt === null
    ? []
    : [
        `В архиве с ${formatDateTime(archivedAt, timeZone)}: ${
          reasons.archivedBy === 'import' ? 'нет в выгрузке регистра' : (reasons.archiveReason ?? 'причина не указана')
        }.`,
      ]),
  ...(blockedAt === null
    ? []
    : [`Заблокирована ${formatDateTime(blockedAt, timeZone)}: ${reasons.blockReason ?? 'причина не указана'}.`]),
]

export const APPLICATION_HEAD = ['Номер', 'Отправлена', 'Состояние'].map(text => ({ text }))

/** An application of another office is named, not opened. */
export const applicationRow = (row: ApplicationRow, own: number | null, timeZone: string) => ({
  ...(row.officeId === own ? { href: paths.office.application(row.id) } : {}),
  cells: [
    { text: row.number },
    { text: formatDate(dayIn(new Date(row.submittedAt), timeZone)) },
    { tag: statusTag(row.status) },
  ],
})

export const REPORT_HEAD = ['Форма', 'Период', 'Отправлен', 'Состояние'].map(text => ({ text }))

/** A report that went to another office is named, not opened. */
export const reportRow = (row: ReportRow, template: FormTemplate, own: number | null, timeZone: string) => ({
  ...(row.officeId === own ? { href: paths.office.report(row.id) } : {}),
  cells: [
    { text: row.name, note: `ОКУД ${row.okud}` },
    { text: periodWords(template, row), ...(row.correction > 0 ? { note: `корректировка № ${row.correction}` } : {}) },
    { text: formatDate(dayIn(new Date(row.submittedAt), timeZone)) },
    { tag: STATUSES[row.status] },
  ],
})

export const LETTER_HEAD = ['Письмо', 'Кому', 'Создано', 'Состояние'].map(text => ({ text }))

const LETTER_STATES: Record<string, string> = { waiting: 'ждёт отправки', sent: 'отправлено', failed: 'не отправлено' }

export const letterRow = ({ subject, recipient, createdAt, state }: LetterRow, timeZone: string) => ({
  cells: [
    { text: subject },
    { text: recipient },
    { text: formatDateTime(createdAt, timeZone) },
    { text: LETTER_STATES[state] ?? state },
  ],
})

export const changeItem = ({ at, event, actorKind, staffName, details }: Change, timeZone: string) => ({
  what: EVENT_WORDS[event as AuditEvent] ?? event,
  time: { text: formatDateTime(at, timeZone), datetime: at },
  who: staffName ?? ACTOR_WORDS[actorKind as keyof typeof ACTOR_WORDS],
  note: noteOf(JSON.parse(details) as Record<string, unknown>),
})

const noteOf = ({ reason, import: number }: Record<string, unknown>): string =>
  typeof reason === 'string' ? reason : typeof number === 'number' ? `Загрузка регистра № ${number}` : ''
