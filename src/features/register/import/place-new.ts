import type { Knex } from 'knex'
import { isPostgres } from '../../../db/connection'
import type { Instant } from '../../../db/db'
import { dropIndexes, makeIndexes } from '../../../db/indexes'
import { inLongTransaction } from '../../../db/long-transaction'
import { saveWordsFrom } from '../../../db/text-search'
import { ORGANISATION_WORDS } from '../../organisations/organisation-words'
import { findWithheld, type Withheld, withhold } from '../../organisations/withheld'
import { REGISTER_COLUMNS } from '../extract/columns'
import type { Report } from './imports.repository'
import type { Lease } from './lease'
import { pace } from './pace'
import { reserveNumbers } from './reserve-numbers'
import { inSlices } from './slices'
import { type Checkpoint, type Staging, saveCheckpoint, type Tables } from './staging'

/**
 * Writes the new organisations under numbers that were reserved for them and are withheld: nobody sees them before the
 * switch. What a killed process has written stays, and the next one goes on behind it. Of a register that gets more than it
 * had, some indexes are made at the end, which takes about a second a million rows each.
 */
export const placeNew = async (
  staging: Staging,
  checkpoint: Checkpoint,
  { id, at, report }: { id: number; at: Instant; report: Report },
  lease: Lease,
): Promise<void> => {
  const { db, tables } = staging
  const { firstId, droppedIndexes } = await reserve(db, id, checkpoint.found, report.new > report.inUse)
  const paced = pace(checkpoint.placed)
  let to = checkpoint.placed
  await inSlices(
    db,
    async (trx, size) => {
      // Who was cancelled meanwhile writes nothing more.
      await lease.hold(trx)
      to = Math.min(checkpoint.placed + size, checkpoint.found)
      await placeSlice(trx, db, tables, { base: firstId - 1, after: checkpoint.placed, to }, at)
      return to === checkpoint.found ? 'done' : 'more'
    },
    async () => {
      checkpoint.placed = to
      await saveCheckpoint(db, staging, checkpoint)
      const share = to / checkpoint.found
      await lease.report({ phase: 'placing', rows: checkpoint.rows, refused: 0, share, ...paced(to, share) })
    },
  )
  await makeIndexes(db, droppedIndexes)
}

/** In the order of the ОКПО these grow at their ends; any other would be written anew at a thousand places a slice. */
const GROWS_AT_ITS_END = /\((`?office_id`?, )?`?okpo`?/i

/** The place of each difference is a number; those of changed organisations are simply missing in the end. */
const reserve = (db: Knex, importId: number, count: number, isFirstLoad: boolean): Promise<Withheld> =>
  db.transaction(async trx => {
    const known = await findWithheld(trx)
    if (known?.importId === importId) return known
    const base = await reserveNumbers(trx, 'organisations', count)
    const droppedIndexes = isFirstLoad
      ? await dropIndexes(trx, 'organisations', definition => !GROWS_AT_ITS_END.test(definition))
      : []
    const range = { importId, firstId: base + 1, lastId: base + count, droppedIndexes }
    await withhold(trx, range)
    return range
  })

type Slice = { base: number; after: number; to: number }

/**
 * Done twice it is the same. Who registered meanwhile is there already, under a number of their own; the words that stand
 * under the reserved one are taken away by the switch. PostgreSQL writes organisations and words at once, SQLite one
 * after the other.
 */
const placeSlice = async (
  trx: Knex.Transaction,
  db: Knex,
  tables: Tables,
  slice: Slice,
  at: Instant,
): Promise<void> => {
  if (!isPostgres(trx)) {
    await placeOrganisations(trx, tables, slice, at)
    await placeWords(trx, tables, slice)
    return
  }
  const words = inLongTransaction(db, other => placeWords(other, tables, slice))
  const [written, indexed] = await Promise.allSettled([placeOrganisations(trx, tables, slice, at), words])
  for (const outcome of [written, indexed]) if (outcome.status === 'rejected') throw outcome.reason
}

const placeOrganisations = async (trx: Knex.Transaction, tables: Tables, slice: Slice, at: Instant): Promise<void> => {
  const names = REGISTER_COLUMNS.join(', ')
  const moment = isPostgres(trx) ? 'cast(? as timestamptz)' : '?'
  await byPosition(trx)
  await trx.raw(
    `insert into organisations (id, okpo, register_hash, ${names}, synchronised_at, created_at, updated_at, archived_at, archived_by)
      select ${slice.base} + d.position, r.okpo, r.hash, ${REGISTER_COLUMNS.map(column => `r.${column}`).join(', ')},
        ${moment}, ${moment}, ${moment}, case when r.archived = 1 then ${moment} end, case when r.archived = 1 then 'import' end
      ${ofSlice(tables)} order by d.position on conflict do nothing`,
    [at, at, at, at, slice.after, slice.to],
  )
}

const placeWords = async (trx: Knex.Transaction, tables: Tables, slice: Slice): Promise<void> => {
  await byPosition(trx)
  const rows = `select ${slice.base} + d.position as id, r.words ${ofSlice(tables)} order by d.position`
  await saveWordsFrom(trx, ORGANISATION_WORDS, rows, [slice.after, slice.to])
}

const ofSlice = ({ differences, rows }: Tables): string =>
  `from ${differences} d join ${rows} r on r.line = d.line where d.kind = 'new' and d.position > ? and d.position <= ?`

/** PostgreSQL would rather go through all that was read, for every slice again. */
const byPosition = async (trx: Knex.Transaction): Promise<void> => {
  if (!isPostgres(trx)) return
  for (const way of ['seqscan', 'hashjoin', 'mergejoin']) await trx.raw(`set local enable_${way} = off`)
}
