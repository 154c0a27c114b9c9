import type { Knex } from 'knex'
import { type Actor, audit } from '../../../audit/audit'
import { isPostgres } from '../../../db/connection'
import type { Instant } from '../../../db/db'
import { dropIndexes } from '../../../db/indexes'
import { inLongTransaction, longStatement } from '../../../db/long-transaction'
import { saveWordsFrom } from '../../../db/text-search'
import { ORGANISATION_WORDS } from '../../organisations/organisation-words'
import { REGISTER_COLUMNS, type RegisterColumn } from '../extract/columns'
import { lastId } from './compare'
import { moveImport, type Report } from './imports.repository'
import type { Lease } from './lease'
import { pace } from './pace'
import { reserveNumbers } from './reserve-numbers'
import { type Checkpoint, readCheckpoint, type Staging, saveCheckpoint } from './staging'
import { archiveMissing, noteReturns, updateChanged } from './switch-statements'

/** Words that are written in one transaction: others who write wait for a part of a second. */
const RANGE = 20_000

export type Applying = { id: number; actor: Actor; at: Instant; report: Report; columns: readonly RegisterColumn[] }

/**
 * Makes the register what the extract says. First, in small steps that nobody sees, the words of new organisations
 * under numbers that were reserved for them; then in one transaction everything that is seen: new, changed, archived,
 * the record of the import and its audit. Killed before that, it goes on; there is no state between.
 */
export const applyExtract = async (staging: Staging, applying: Applying, lease: Lease): Promise<void> => {
  const { db } = staging
  const checkpoint = (await readCheckpoint(staging)) as Checkpoint
  if (applying.report.new > 0) {
    checkpoint.base ??= await reserveNumbers(db, 'organisations', checkpoint.line)
    await saveCheckpoint(db, staging, checkpoint)
    await indexNew(staging, checkpoint, lease)
  }
  await lease.report({ phase: 'switching', rows: checkpoint.rows, refused: 0, share: 1 })
  await inLongTransaction(db, async trx => {
    await lease.hold(trx)
    await switchOver(trx, staging, checkpoint, applying)
  })
}

const indexNew = async (staging: Staging, checkpoint: Checkpoint, lease: Lease): Promise<void> => {
  const { db, tables } = staging
  const paced = pace()
  let indexed = checkpoint.indexed ?? 0
  while (indexed < checkpoint.line) {
    const to = Math.min(indexed + RANGE, checkpoint.line)
    const range = [indexed, to]
    await longStatement(db, one =>
      saveWordsFrom(
        one,
        ORGANISATION_WORDS,
        `select ${checkpoint.base} + d.line as id, r.words from ${tables.differences} d
          join ${tables.rows} r on r.line = d.line where d.kind = 'new' and d.line > ? and d.line <= ?`,
        range,
      ),
    )
    indexed = to
    checkpoint.indexed = to
    await saveCheckpoint(db, staging, checkpoint)
    const share = to / checkpoint.line
    await lease.report({ phase: 'indexing', rows: checkpoint.rows, refused: 0, share, ...paced(to, share) })
  }
}

const switchOver = async (
  trx: Knex.Transaction,
  { tables }: Staging,
  checkpoint: Checkpoint,
  { id, actor, at, report, columns }: Applying,
): Promise<void> => {
  await adoptNewcomers(trx, tables, checkpoint)
  // Half of the table anew: indexes are made at the end. In PostgreSQL readers would wait for that.
  const rebuild = !isPostgres(trx) && report.new > report.inUse
  const indexes = rebuild ? await dropIndexes(trx, 'organisations') : []
  if (report.new > 0) await insertNew(trx, tables, checkpoint.base as number, at)
  for (const statement of indexes) await trx.raw(statement)
  await noteReturns(trx, tables, { id, at })
  await updateChanged(trx, tables, columns, at)
  await archiveMissing(trx, tables, { id, at })
  const moved = await moveImport(trx, id, { from: ['applying'], to: 'done', set: { ended_at: at } })
  if (!moved) throw new Error('the import is not being applied')
  await audit(trx, {
    event: 'register.imported',
    actor,
    subject: { kind: 'register_import', id },
    at,
    details: { new: report.new, changed: report.changed, archived: report.archived },
  })
}

/** Organisations that came by an approved application since the comparison: what would be new is a change now. */
const adoptNewcomers = async (
  trx: Knex.Transaction,
  tables: Staging['tables'],
  checkpoint: Checkpoint,
): Promise<void> => {
  const { lastOrganisation = 0, base = await lastId(trx), line } = checkpoint
  const newcomers: { id: number; okpo: string }[] = await trx('organisations')
    .where('id', '>', lastOrganisation)
    .whereNotBetween('id', [base + 1, base + line])
    .select('id', 'okpo')
  for (const { id, okpo } of newcomers)
    await trx(tables.differences)
      .whereIn('line', trx(tables.rows).where({ okpo }).select('line'))
      .where({ kind: 'new' })
      .update({ kind: 'changed', organisation_id: id })
}

const insertNew = async (
  trx: Knex.Transaction,
  tables: Staging['tables'],
  base: number,
  at: Instant,
): Promise<void> => {
  const names = REGISTER_COLUMNS.join(', ')
  const moment = isPostgres(trx) ? 'cast(? as timestamptz)' : '?'
  await trx.raw(
    `insert into organisations (id, okpo, register_hash, ${names}, synchronised_at, created_at, updated_at, archived_at, archived_by)
      select ${base} + r.line, r.okpo, r.hash, ${REGISTER_COLUMNS.map(column => `r.${column}`).join(', ')},
        ${moment}, ${moment}, ${moment}, case when r.archived = 1 then ${moment} end, case when r.archived = 1 then 'import' end
      from ${tables.differences} d join ${tables.rows} r on r.line = d.line where d.kind = 'new'`,
    [at, at, at, at],
  )
}
