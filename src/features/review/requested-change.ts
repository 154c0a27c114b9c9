import type { SentApplication } from '../applications/application'
import { changeLines, valueInWords } from '../profile/change.view'
import type { ChangedField } from '../profile/changed-fields'
import { changedFields, recordValues } from '../profile/changed-fields'
import type { Reference } from '../reference/reference'
import type { HandedIn } from './handed-in'

/** A field of a change as the organisation sent it, beside the record of today. */
export type RequestedLine = {
  label: string
  before: string
  after: string
  now: string
  /** The record says something else today than when the change was sent. */
  isStale: boolean
}

/** What a change application asks for; undefined for a registration. */
export const requestedFields = (
  { kind }: Pick<SentApplication, 'kind'>,
  { submission }: Pick<HandedIn, 'submission'>,
  reference: Reference,
): ChangedField[] | undefined =>
  kind === 'change' ? changedFields(submission.form.before ?? {}, submission.form.general, reference) : undefined

/** The same for the specialist: was, becomes, and what the register says now. */
export const requestedLines = (
  fields: readonly ChangedField[],
  { organisation }: Pick<HandedIn, 'organisation'>,
  reference: Reference,
): RequestedLine[] => {
  const record = organisation === undefined ? {} : recordValues(organisation, reference)
  const moved = new Set(
    changedFields(Object.fromEntries(fields.map(({ field, before }) => [field, before])), record, reference).map(
      ({ field }) => field,
    ),
  )
  return changeLines(fields, reference).map(({ field, label, before, after }) => ({
    label,
    before,
    after,
    now: valueInWords(field, record[field] ?? '', reference),
    isStale: moved.has(field),
  }))
}

export const REQUESTED_HEAD = ['Поле', 'Было', 'Станет', 'Сейчас в регистре'].map(text => ({ text }))

export const requestedRows = (lines: readonly RequestedLine[]) =>
  lines.map(({ label, before, after, now, isStale }) => ({
    cells: [
      { text: label },
      { text: before },
      { text: after },
      isStale ? { text: now, note: 'изменилось после отправки заявки' } : { text: now },
    ],
  }))

/** What has to be looked at: the record has become another one under the change. */
export const staleConcerns = (lines: readonly RequestedLine[]): string[] =>
  lines
    .filter(({ isStale }) => isStale)
    .map(
      ({ label, before, now }) =>
        `${label}: после отправки заявки в регистре стало «${now}» (при отправке было «${before}»)`,
    )
