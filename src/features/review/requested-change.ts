import type { SentApplication } from '../applications/application'
import type { RegisterValues } from '../organisations/register-values.repository'
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
  /** What the state register says; undefined where it says nothing. */
  register: string | undefined
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
  { organisation, register }: Pick<HandedIn, 'organisation' | 'register'>,
  reference: Reference,
): RequestedLine[] => {
  const said = register === undefined ? {} : registerTexts(register, reference)
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
    register: said[field] === undefined ? undefined : valueInWords(field, said[field], reference),
  }))
}

/** The values of the register as they would be typed; of fields that it does not know there is none. */
const registerTexts = (register: RegisterValues, reference: Reference): Partial<Record<string, string>> => {
  const { officeId, ...texts } = register
  const office = reference.office(officeId)
  const known = Object.entries(texts).filter((entry): entry is [string, string] => entry[1] !== null)
  return { ...Object.fromEntries(known), ...(office && { officeCode: reference.officeLabel(office) }) }
}

export const REQUESTED_HEAD = ['Поле', 'Было', 'Станет', 'В регистре'].map(text => ({ text }))

export const requestedRows = (lines: readonly RequestedLine[]) =>
  lines.map(({ label, before, after, now, isStale, register }) => ({
    cells: [
      { text: label },
      isStale ? { text: before, note: `изменилось после отправки заявки, теперь: ${now}` } : { text: before },
      { text: after },
      { text: register ?? 'нет данных' },
    ],
  }))

/** What has to be looked at: the record has become another one under the change. */
export const staleConcerns = (lines: readonly RequestedLine[]): string[] =>
  lines
    .filter(({ isStale }) => isStale)
    .map(({ label, before, now }) => `${label}: после отправки заявки стало «${now}» (при отправке было «${before}»)`)
