import { bulkInsert } from '../../../db/bulk-insert'
import { inLongTransaction } from '../../../db/long-transaction'
import { splitFields } from '../../../delimited/fields'
import { type RawRecord, readRecords } from '../../../delimited/records'
import { sniffDelimited } from '../../../delimited/sniff'
import type { Office } from '../../offices/office'
import { readHeader } from '../extract/columns'
import { rowReader } from '../extract/read-row'
import type { Lease } from './lease'
import { pace } from './pace'
import { RefusedFile, type RefusedRow } from './refused-file'
import { type Checkpoint, ROW_COLUMNS, readCheckpoint, type Staging, saveCheckpoint } from './staging'

/** Rows that are put away in one transaction. */
const BATCH = 10_000

/** Something about the file that only a person can mend; the sentence says how. */
export class UnusableExtract extends Error {}

export type Extract = { path: string; bytes: number; refusedPath: string; offices: readonly Office[] }

/**
 * Reads an extract into the staging tables, from where the last checkpoint was: rows that can be taken, and the others
 * with their reasons into a file. Memory is that of one batch. Returns what is known about the file.
 * Throws UnusableExtract when it is no extract at all, LeaseLost when somebody cancelled.
 */
export const readExtract = async (
  staging: Staging,
  { path, bytes, refusedPath, offices }: Extract,
  lease: Lease,
): Promise<{ encoding: string; delimiter: string }> => {
  const sniffed = await sniffDelimited(path)
  if (!sniffed.ok) throw new UnusableExtract(sniffed.problem)
  const header = readHeader(sniffed.header)
  if ('problem' in header) throw new UnusableExtract(header.problem)
  const known = await readCheckpoint(staging)
  const told = { encoding: sniffed.encoding, delimiter: sniffed.delimiter }
  if (known !== undefined && known.phase !== 'reading') return told

  const checkpoint: Checkpoint = known ?? {
    phase: 'reading',
    ...sniffed.first,
    rows: 0,
    refused: {},
    refusedBytes: 0,
    compared: 0,
  }
  const refusedFile = new RefusedFile(refusedPath, checkpoint.refusedBytes)
  const read = rowReader(header.columns, offices)
  const decoder = new TextDecoder(sniffed.encoding)
  const decode = (record: RawRecord): string =>
    sniffed.encoding === 'utf-8' ? record.bytes.toString('utf8') : decoder.decode(record.bytes)

  let rows: (string | number | null)[][] = []
  let refused: RefusedRow[] = []
  const paced = pace(checkpoint.rows)

  const put = async (): Promise<void> => {
    refusedFile.add(refused)
    checkpoint.refusedBytes = refusedFile.bytes
    await inLongTransaction(staging.db, async trx => {
      await bulkInsert(trx, staging.tables.rows, ROW_COLUMNS, rows)
      const present = refused.flatMap(({ okpo }) => (okpo === undefined ? [] : [[okpo]]))
      await bulkInsert(trx, staging.tables.present, ['okpo'], present)
      await saveCheckpoint(trx, staging, checkpoint)
    })
    rows = []
    refused = []
    const share = Math.min(checkpoint.offset / Math.max(bytes, 1), 1)
    await lease.report({
      phase: 'reading',
      rows: checkpoint.rows,
      refused: sum(checkpoint.refused),
      share,
      ...paced(checkpoint.rows, share),
    })
  }

  const refuse = (row: RefusedRow): void => {
    refused.push(row)
    checkpoint.refused[row.refusal] = (checkpoint.refused[row.refusal] ?? 0) + 1
  }

  const take = (record: RawRecord): void => {
    checkpoint.offset = record.end
    checkpoint.line = record.line + 1
    if (record.problem !== undefined) {
      checkpoint.rows += 1
      return refuse({ line: record.line, okpo: undefined, refusal: record.problem, text: '' })
    }
    const text = decode(record)
    if (text === '' || text === '\r') return
    checkpoint.rows += 1
    const fields = splitFields(text, sniffed.delimiter)
    const result = read(text, fields, sniffed.header.length)
    if ('refusal' in result) return refuse({ line: record.line, okpo: result.okpo, refusal: result.refusal, text })
    const { okpo, hash, words, archived, values } = result.row
    rows.push([record.line, okpo, hash, words, archived ? 1 : 0, ...values])
  }

  try {
    for await (const records of readRecords(path, checkpoint)) {
      for (const record of records) {
        take(record)
        if (rows.length + refused.length >= BATCH) await put()
      }
    }
    checkpoint.phase = 'comparing'
    await put()
  } finally {
    refusedFile.close()
  }
  return told
}

export const sum = (counts: Record<string, number>): number => Object.values(counts).reduce((all, one) => all + one, 0)
