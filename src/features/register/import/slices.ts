import { setTimeout as pause } from 'node:timers/promises'
import type { Knex } from 'knex'
import { isPostgres } from '../../../db/connection'
import { inLongTransaction } from '../../../db/long-transaction'

/** So long others who write may have to wait; a slice is as large as fits into it. */
const SLICE_MS = 400
const FIRST = 5000
const SMALLEST = 2000
const LARGEST = 50_000
/** SQLite tells nobody that the lock is free: who waits looks ten times a second, and finds it so between slices. */
const PAUSE_MS = 100

/**
 * Does work over millions of rows in transactions that are short for everybody else, until `step` says that nothing is
 * left. `between` runs after each of them, with nothing locked.
 * @param step does what `size` rows of the work are
 */
export const inSlices = async (
  db: Knex,
  step: (trx: Knex.Transaction, size: number) => Promise<'more' | 'done'>,
  between: () => Promise<void> = async () => {},
): Promise<void> => {
  for (let size = FIRST; ; ) {
    const started = performance.now()
    const outcome = await inLongTransaction(db, trx => step(trx, size))
    const took = performance.now() - started
    await between()
    if (outcome === 'done') return
    size = Math.round(Math.min(Math.max((size * SLICE_MS) / took, size / 2, SMALLEST), size * 2, LARGEST))
    if (!isPostgres(db)) await pause(PAUSE_MS)
  }
}
