import { copyRows } from '../../../db/copy-rows'
import { inLongTransaction } from '../../../db/long-transaction'
import { sniffDelimited } from '../../../delimited/sniff'
import type { Office } from '../../offices/office'
import { batchesOf } from '../extract/batches'
import { readHeader } from '../extract/columns'
import { type Batch, ROW_COLUMNS } from '../extract/read-batches'
import type { Refusal } from '../extract/refusals'
import type { Lease } from './lease'
import { pace } from './pace'
import { RefusedFile } from './refused-file'
import { type Checkpoint, readCheckpoint, type Staging, saveCheckpoint } from './staging'

/** Something about the file that only a person can mend; the sentence says how. */
export class UnusableExtract extends Error {}

export type ExtractFile = { path: string; bytes: number; refusedPath: string; offices: readonly Office[] }

/**
 * Reads an extract into the staging tables, from where the last checkpoint was: rows that can be taken, and the others
 * with their reasons into a file. Memory is that of a few batches. Returns what is known about the file.
 * Throws UnusableExtract when it is no extract at all, LeaseLost when somebody cancelled.
 */
export const readExtract = async (
  staging: Staging,
  { path, bytes, refusedPath, offices }: ExtractFile,
  lease: Lease,
): Promise<{ encoding: string; delimiter: string }> => {
  const sniffed = await sniffDelimited(path)
  if (!sniffed.ok) throw new UnusableExtract(sniffed.problem)
  const header = readHeader(sniffed.header)
  if ('problem' in header) throw new UnusableExtract(header.problem)
  const known = await readCheckpoint(staging)
  const { encoding, delimiter } = sniffed
  if (known !== undefined && known.phase !== 'reading') return { encoding, delimiter }

  const checkpoint: Checkpoint = known ?? {
    phase: 'reading',
    ...sniffed.first,
    rows: 0,
    refused: {},
    refusedBytes: 0,
    found: 0,
    placed: 0,
  }
  const refusedFile = new RefusedFile(refusedPath, checkpoint.refusedBytes)
  const paced = pace(checkpoint.rows)
  const columns = [...header.columns]
  const width = sniffed.header.length
  try {
    const from = { offset: checkpoint.offset, line: checkpoint.line }
    for await (const batch of batchesOf({ path, encoding, delimiter, width, columns, offices, from })) {
      await put(staging, checkpoint, refusedFile, batch)
      const share = Math.min(checkpoint.offset / Math.max(bytes, 1), 1)
      await lease.report({
        phase: 'reading',
        rows: checkpoint.rows,
        refused: sum(checkpoint.refused),
        share,
        ...paced(checkpoint.rows, share),
      })
    }
  } finally {
    refusedFile.close()
  }
  checkpoint.phase = 'comparing'
  await saveCheckpoint(staging.db, staging, checkpoint)
  return { encoding, delimiter }
}

/** What was read, and how far that is, in one transaction: a killed process goes on behind it. */
const put = async (
  { db, tables }: Staging,
  checkpoint: Checkpoint,
  refusedFile: RefusedFile,
  { next, rows, taken, refused }: Batch,
): Promise<void> => {
  refusedFile.add(refused.lines)
  checkpoint.refusedBytes = refusedFile.bytes
  checkpoint.offset = next.offset
  checkpoint.line = next.line
  checkpoint.rows += rows
  for (const [refusal, number] of Object.entries(refused.counts))
    checkpoint.refused[refusal as Refusal] = (checkpoint.refused[refusal as Refusal] ?? 0) + number
  await inLongTransaction(db, async trx => {
    await copyRows(trx, tables.rows, ROW_COLUMNS, taken)
    await copyRows(trx, tables.present, ['okpo'], refused.present)
    await saveCheckpoint(trx, { tables }, checkpoint)
  })
}

export const sum = (counts: Record<string, number>): number => Object.values(counts).reduce((all, one) => all + one, 0)
