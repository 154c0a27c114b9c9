import { mkdirSync } from 'node:fs'
import type { Knex } from 'knex'
import { type Actor, audit } from '../../../audit/audit'
import type { Clock } from '../../../clock'
import { insertImport, moveImport, type NewImport } from './imports.repository'

/** Opens an import; undefined when another one is under way. */
export const startImport = (
  { db, clock, directory }: { db: Knex; clock: Clock; directory: string },
  given: NewImport,
  actor: Actor,
): Promise<number | undefined> => {
  mkdirSync(directory, { recursive: true })
  const at = clock().toISOString()
  return db.transaction(async trx => {
    // A row that the unique index refuses would spoil the transaction in PostgreSQL: it is asked first.
    const other = await trx('register_imports').where({ open_slot: 1 }).first('id')
    const id = other === undefined ? await insertImport(trx, given, at) : undefined
    if (id === undefined) return undefined
    await audit(trx, {
      event: 'register.import_started',
      actor,
      subject: { kind: 'register_import', id },
      at,
      details: { full: given.fullExtract, dryRun: given.dryRun, bytes: given.bytes },
    })
    return id
  })
}

/** What was checked is to be applied; false when it was decided otherwise meanwhile. */
export const decideImport = (
  { db, clock }: { db: Knex; clock: Clock },
  id: number,
  to: 'applying' | 'cancelled',
  actor: Actor,
): Promise<boolean> => {
  const at = clock().toISOString()
  return db.transaction(async trx => {
    if (to === 'applying') return moveImport(trx, id, { from: ['checked'], to })
    const moved = await moveImport(trx, id, { from: ['checking', 'checked', 'applying'], to, set: { ended_at: at } })
    if (moved)
      await audit(trx, { event: 'register.import_cancelled', actor, subject: { kind: 'register_import', id }, at })
    return moved
  })
}
