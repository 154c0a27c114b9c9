import { GENERAL_LABELS, type GeneralField } from '../applications/general.form'
import { typedLines } from '../applications/typed-lines'
import type { Reference } from '../reference/reference'
import type { ChangedField } from './changed-fields'

export type ChangeLine = { field: GeneralField; label: string; before: string; after: string }

/** The changed fields in words, in the order of the page: codes with their names, choices by theirs. */
export const changeLines = (fields: readonly ChangedField[], reference: Reference): ChangeLine[] =>
  fields.map(({ field, before, after }) => ({
    field,
    label: GENERAL_LABELS[field],
    before: valueInWords(field, before, reference),
    after: valueInWords(field, after, reference),
  }))

/** One value as every page shows it; «не указано» for nothing. */
export const valueInWords = (field: GeneralField, value: string, reference: Reference): string =>
  typedLines({ [field]: value }, reference).find(line => line.field === field)?.value || 'не указано'

export const CHANGE_HEAD = [{ text: 'Поле' }, { text: 'Было' }, { text: 'Станет' }]

/** Rows of the table «было / станет»; what became another meanwhile is said at its «было». */
export const changeRows = (
  fields: readonly ChangedField[],
  stale: readonly ChangedField[],
  reference: Reference,
): { cells: { text: string; note?: string }[] }[] => {
  const former = new Map(changeLines(stale, reference).map(({ field, before }) => [field, before]))
  return changeLines(fields, reference).map(({ field, label, before, after }) => {
    const was = former.get(field)
    return {
      cells: [
        { text: label },
        was === undefined ? { text: before } : { text: before, note: `новое значение; раньше: ${was}` },
        { text: after },
      ],
    }
  })
}
