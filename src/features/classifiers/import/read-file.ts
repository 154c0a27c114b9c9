import { createHash } from 'node:crypto'
import { createReadStream } from 'node:fs'
import { pipeline } from 'node:stream/promises'
import type { Knex } from 'knex'
import { type BulkValue, bulkInsert } from '../../../db/bulk-insert'
import { splitFields } from '../../../delimited/fields'
import { readRecords, type TextRecord } from '../../../delimited/records'
import { sniffDelimited } from '../../../delimited/sniff'
import { findColumns } from './columns'
import { FILE_KINDS, type ImportedClassifier } from './file-kinds'
import { type ReadRow, rowReader } from './read-row'

/** Something about the file that only a person can mend; the sentence says how. */
export class UnusableFile extends Error {}

/** Rows that are put away in one transaction. */
const BATCH = 5000
/** Half as much again as the longest classifier has. */
const MAX_ROWS = 300_000

const COLUMNS = ['import_id', 'line', 'code', 'name', 'parent', 'selectable', 'refusal'] as const

/**
 * Reads the file of a classifier into the rows of its import: codes, and refused rows with their reasons. The file is
 * streamed; what stays in memory are its codes and one batch. Throws UnusableFile when it is no such file.
 */
export const readFile = async (
  db: Knex,
  { path, classifier, importId }: { path: string; classifier: ImportedClassifier; importId: number },
): Promise<{ rows: number; refused: number }> => {
  const sniffed = await sniffDelimited(path)
  if (!sniffed.ok) throw new UnusableFile(sniffed.problem)
  const kind = FILE_KINDS[classifier]
  const columns = findColumns(kind, sniffed.header)
  if ('problem' in columns) throw new UnusableFile(columns.problem)
  const read = rowReader(kind, columns)

  const readRecord = ({ text, problem }: TextRecord): ReadRow | undefined => {
    if (problem !== undefined) return { refusal: problem, code: null, name: null }
    return text.trim() === '' ? undefined : read(text, splitFields(text, sniffed.delimiter))
  }

  const counts = { rows: 0, refused: 0 }
  let batch: BulkValue[][] = []
  const put = async (): Promise<void> => {
    const rows = batch
    batch = []
    await db.transaction(trx => bulkInsert(trx, 'classifier_import_rows', COLUMNS, rows))
  }
  const from = columns.hasHeader ? sniffed.first : sniffed.start
  for await (const { records } of readRecords(path, from, sniffed.encoding))
    for (const record of records) {
      const row = readRecord(record)
      if (row === undefined) continue
      if (counts.rows === MAX_ROWS) throw new UnusableFile(TOO_MANY)
      counts.rows += 1
      if ('refusal' in row) counts.refused += 1
      batch.push([importId, record.line, ...valuesOf(row)])
      if (batch.length === BATCH) await put()
    }
  await put()
  if (counts.rows === counts.refused) throw new UnusableFile(NOTHING_TAKEN)
  return counts
}

const valuesOf = (row: ReadRow): BulkValue[] =>
  'refusal' in row
    ? [row.code, row.name, null, null, row.refusal]
    : [row.taken.code, row.taken.name, row.taken.parent, row.taken.selectable ? 1 : 0, null]

const TOO_MANY = `В файле больше ${MAX_ROWS} строк: таких классификаторов нет. Проверьте файл.`
const NOTHING_TAKEN =
  'В файле нет ни одной строки этого классификатора. Проверьте, тот ли классификатор выбран и читается ли файл: нужна кодировка UTF-8 или Windows-1251.'

/** The SHA-256 of a file, in hexadecimal digits. */
export const sha256Of = async (path: string): Promise<string> => {
  const hash = createHash('sha256')
  await pipeline(createReadStream(path), hash)
  return hash.digest('hex')
}
