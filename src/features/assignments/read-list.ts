import type { Knex } from 'knex'
import { type BulkValue, bulkInsert } from '../../db/bulk-insert'
import { wordsOf } from '../../db/text-search'
import { splitFields } from '../../delimited/fields'
import { readRecords, type TextRecord } from '../../delimited/records'
import { sniffDelimited } from '../../delimited/sniff'
import { type AssignableForm, rowReader, type TypedRow } from './list-row'

/** Something about the file that only a person can mend; the sentence says how. */
export class UnusableList extends Error {}

/** Rows that are put away in one transaction. */
const BATCH = 2000
const LONGEST_CELL = 50

const NAMES: Record<keyof TypedRow, readonly string[]> = {
  okpo: ['ОКПО', 'ОКПО / Идентификационный номер ТОСП', 'Идентификационный номер'],
  form: ['Код формы', 'ОКУД', 'Форма'],
  year: ['Год'],
  period: ['Период'],
}
const COLUMNS = [
  'act_id',
  'line',
  'okpo',
  'form',
  'period',
  'form_code',
  'covers_from',
  'covers_until',
  'refusal',
] as const

/**
 * Reads a list of assignments into the rows of its act: a CSV file with a header, UTF-8 or windows-1251, streamed, a batch
 * in memory. Gives the number of rows. Throws UnusableList when it is no such file.
 */
export const readList = async (
  db: Knex,
  { path, actId, forms }: { path: string; actId: number; forms: readonly AssignableForm[] },
): Promise<number> => {
  const sniffed = await sniffDelimited(path)
  if (!sniffed.ok) throw new UnusableList(sniffed.problem)
  const at = columnsOf(sniffed.header)
  const read = rowReader(forms)

  const rowOf = ({ line, text, problem }: TextRecord): BulkValue[] | undefined => {
    const refusedAs = (refusal: string, typed?: TypedRow): BulkValue[] => {
      const { okpo, form, period } = typed ?? { okpo: '', form: '', period: '' }
      return [actId, line, cut(okpo), cut(form), cut(period), null, null, null, refusal]
    }
    if (problem !== undefined) return refusedAs(problem)
    if (text.trim() === '') return undefined
    const fields = splitFields(text, sniffed.delimiter)
    const cell = (place: number | undefined): string => (place === undefined ? '' : (fields[place] ?? '').trim())
    const typed = { okpo: cell(at.okpo), form: cell(at.form), year: cell(at.year), period: cell(at.period) }
    const shown = { ...typed, period: [typed.year, typed.period].filter(Boolean).join('-') }
    if (fields.length <= Math.max(at.okpo, at.form)) return refusedAs('row.fields', shown)
    const row = read(typed)
    if ('refusal' in row) return refusedAs(row.refusal, shown)
    const { okpo, formCode, covers } = row
    return [actId, line, okpo, cut(typed.form), cut(shown.period), formCode, covers.from, covers.until, null]
  }

  let rows = 0
  let batch: BulkValue[][] = []
  const put = async (): Promise<void> => {
    const full = batch
    batch = []
    await db.transaction(trx => bulkInsert(trx, 'assignment_rows', COLUMNS, full))
  }
  for await (const { records } of readRecords(path, sniffed.first, sniffed.encoding))
    for (const record of records) {
      const row = rowOf(record)
      if (row === undefined) continue
      rows += 1
      batch.push(row)
      if (batch.length === BATCH) await put()
    }
  await put()
  if (rows === 0) throw new UnusableList('В файле нет ни одной строки, кроме заголовка. Проверьте, тот ли файл выбран.')
  return rows
}

/** What no text of a database holds is left out: a NUL would stop the whole batch. */
const cut = (text: string): string => text.replaceAll('\u0000', '').slice(0, LONGEST_CELL)

const columnsOf = (header: readonly string[]) => {
  const key = (name: string): string => wordsOf(name).join(' ')
  const placeOf = (names: readonly string[]): number | undefined => {
    const places = names.map(name => header.findIndex(typed => key(typed) === key(name)))
    return places.find(place => place !== -1)
  }
  const okpo = placeOf(NAMES.okpo)
  const form = placeOf(NAMES.form)
  if (okpo === undefined || form === undefined)
    throw new UnusableList(
      'В первой строке файла нужны столбцы «ОКПО» и «Код формы» (или «ОКУД»). Добавьте строку с названиями столбцов.',
    )
  return { okpo, form, year: placeOf(NAMES.year), period: placeOf(NAMES.period) }
}
