import { mkdir } from 'node:fs/promises'
import { basename, join } from 'node:path'
import type { Knex } from 'knex'
import type { Clock } from '../../clock'
import { csvText } from '../../http/csv-download'
import { markerFile, readMarker, writeMarker } from './export-marker'
import { replaceFile } from './replace-file'
import { type Accepted, acceptedSince } from './report-review.repository'
import { VALUES_HEAD, valuesOf } from './report-values'

export type ExportRequest = {
  officeId: number
  format: 'xml' | 'csv'
  directory: string
  formCode?: string | undefined
  year?: number | undefined
  period?: string | undefined
}

/** Reports between two markers: what is written again after a break at most. */
const BATCH = 200
/** An answer that is being written at this moment may bear an earlier moment than one that is there already. */
const SETTLED_MS = 60_000

/**
 * Writes what an office accepted since the last run into a folder («модуль для РОГС»): each report as the XML that was
 * signed, or the values of a batch as a CSV file. The marker follows when a batch is on the disk: broken off at any
 * moment, the next run goes on from there. Gives the number of reports written.
 */
export const exportReports = async (
  { db, clock }: { db: Knex; clock: Clock },
  request: ExportRequest,
  tell: (total: number) => void = () => {},
): Promise<number> => {
  const { officeId, format, directory, formCode, year, period } = request
  await mkdir(directory, { recursive: true })
  const path = markerFile(directory, [officeId, format, formCode, year, period])
  const until = new Date(clock().getTime() - SETTLED_MS).toISOString()
  let marker = await readMarker(path)
  let total = 0
  for (;;) {
    const batch = await acceptedSince(db, officeId, { formCode, year, period }, { marker, until, limit: BATCH })
    const last = batch.at(-1)
    if (last === undefined) return total
    await (format === 'xml' ? writeXml(directory, batch) : writeValues(directory, batch))
    marker = { at: last.decidedAt, id: last.id }
    await writeMarker(path, marker)
    total += batch.length
    tell(total)
  }
}

const writeXml = async (directory: string, batch: readonly Accepted[]): Promise<void> => {
  for (const { fileName, xml } of batch) await replaceFile(join(directory, basename(fileName)), xml)
}

/** Named by its first and last receipt, so that a batch that is written again takes the place of the first one. */
const writeValues = async (directory: string, batch: readonly Accepted[]): Promise<void> => {
  const name = `values_${batch[0]?.number}_${batch.at(-1)?.number}.csv`
  await replaceFile(join(directory, name), csvText(VALUES_HEAD, batch.flatMap(valuesOf)))
}
