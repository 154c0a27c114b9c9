import type { Knex } from 'knex'
import { type Actor, audit } from '../../../audit/audit'
import type { Instant } from '../../../db/db'
import { inLongTransaction } from '../../../db/long-transaction'
import { forgetWordsOf } from '../../../db/text-search'
import { ORGANISATION_WORDS } from '../../organisations/organisation-words'
import { findWithheld, showWithheld } from '../../organisations/withheld'
import type { RegisterColumn } from '../extract/columns'
import { moveImport, type Report } from './imports.repository'
import type { Lease } from './lease'
import { placeNew } from './place-new'
import { UnusableExtract } from './read-extract'
import { type Checkpoint, readCheckpoint, type Staging } from './staging'
import { archiveMissing, noteReturns, updateChanged } from './switch-statements'

export type Applying = { id: number; actor: Actor; at: Instant; report: Report; columns: readonly RegisterColumn[] }

/**
 * Makes the register what the extract says. First the new organisations are written in small steps that nobody sees; then
 * one transaction shows them, changes and archives, with the record of the import and its audit. Killed before that, it
 * goes on; there is no state between.
 */
export const applyExtract = async (staging: Staging, applying: Applying, lease: Lease): Promise<void> => {
  const { db } = staging
  const checkpoint = await readCheckpoint(staging)
  if (checkpoint?.phase !== 'ready') throw new UnusableExtract(LOST)
  if (applying.report.new > 0) await placeNew(staging, checkpoint, applying, lease)
  await lease.report({ phase: 'switching', rows: checkpoint.rows, refused: 0, share: 1 })
  await inLongTransaction(db, async trx => {
    await lease.hold(trx)
    await switchOver(trx, staging, checkpoint, applying)
  })
}

const LOST = 'Прочитанное пропало при сбое базы данных: регистр не изменился. Загрузите файл снова.'

const switchOver = async (
  trx: Knex.Transaction,
  { tables }: Staging,
  checkpoint: Checkpoint,
  { id, actor, at, report, columns }: Applying,
): Promise<void> => {
  await adoptNewcomers(trx, tables, checkpoint)
  await noteReturns(trx, tables, { id, at })
  await updateChanged(trx, tables, columns, at)
  await archiveMissing(trx, tables, { id, at })
  await showWithheld(trx)
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
  { lastOrganisation = 0 }: Checkpoint,
): Promise<void> => {
  const { firstId = lastOrganisation, lastId = lastOrganisation } = (await findWithheld(trx)) ?? {}
  const came = () => trx('organisations').select('id', 'okpo')
  const newcomers: { id: number; okpo: string }[] = [
    ...(await came().where('id', '>', lastOrganisation).where('id', '<', firstId)),
    ...(await came().where('id', '>', lastId)),
  ]
  for (const { id, okpo } of newcomers) {
    const difference: { position: number } | undefined = await trx(tables.differences)
      .whereIn('line', trx(tables.rows).where({ okpo }).select('line'))
      .where({ kind: 'new' })
      .first('position')
    if (difference === undefined) continue
    const reserved = firstId - 1 + difference.position
    await forgetWordsOf(trx, ORGANISATION_WORDS, [reserved, reserved])
    await trx(tables.differences)
      .where({ position: difference.position })
      .update({ kind: 'changed', organisation_id: id })
  }
}
