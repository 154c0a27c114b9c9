import { once } from 'node:events'
import { setImmediate as nextTurn } from 'node:timers/promises'
import { stringify } from 'csv-stringify/sync'
import type { Response } from 'express'

type Cell = string | number | null

/** For Excel in Russia: a byte order mark, semicolons. A cell that a spreadsheet would take for a formula is disarmed. */
const OPTIONS = { delimiter: ';', record_delimiter: '\r\n', escape_formulas: true } as const

/** A whole CSV file as text. */
export const csvText = (head: readonly string[], rows: Cell[][]): string =>
  `\uFEFF${stringify([[...head], ...rows], OPTIONS)}`

/**
 * Sends rows as a CSV file while they are being read, a batch at a time: memory holds one batch, however many there
 * are, and the next one is read only when the reader has taken the one before. Who stops the download stops the reading.
 * Between two batches others get their turn: SQLite answers at once, so that waiting for it lets nobody in.
 */
export const sendCsv = async (
  res: Response,
  name: string,
  head: readonly string[],
  batches: AsyncIterable<Cell[][]>,
): Promise<void> => {
  res.set('Content-Type', 'text/csv; charset=utf-8')
  res.set('Content-Disposition', `attachment; filename="${name.replace(/[^\w.-]/g, '_')}"`)
  res.set('Cache-Control', 'private, no-store')
  res.write(`\uFEFF${stringify([[...head]], OPTIONS)}`)
  const left = once(res, 'close')
  for await (const rows of batches) {
    if (res.destroyed) return
    if (!res.write(stringify(rows, OPTIONS))) await Promise.race([once(res, 'drain'), left])
    await nextTurn()
  }
  res.end()
}
