import type { Knex } from 'knex'
import type { Instant } from '../../db/db'
import type { Deps } from '../../deps'
import type { SentApplication } from '../applications/application'
import type { MoveName } from '../applications/application.status'
import { lockOwn } from './own-application'
import type { OfficeStaff } from './queue.lists'
import { type Standing, standingOf } from './standing'

export type Moved = { kind: 'done' } | Exclude<Standing, { kind: 'allowed' }>

/** Everything that a move does, in the transaction it is given. Throws MoveRefused to undo it and say why. */
export type Work = (trx: Knex.Transaction, application: SentApplication, at: Instant) => Promise<void>

/** Something outside the application stands in the way; the sentence is for the person who decides. */
export class MoveRefused extends Error {
  constructor(readonly sentence: string) {
    super(sentence)
  }
}

/**
 * Makes one move in one transaction, under the lock of the application's row: of two people who press at once the
 * second is told what the first has done. Throws 404 for an application of another office.
 */
export const makeMove = async (
  { db, clock }: Deps,
  staff: OfficeStaff,
  { id, move, seen }: { id: number; move: MoveName; seen?: number },
  work: Work,
): Promise<Moved> => {
  try {
    return await db.transaction(async trx => {
      const application = await lockOwn(trx, staff, id)
      const standing = await standingOf(trx, move, application, staff, seen)
      if (standing.kind !== 'allowed') return standing
      await work(trx, application, clock().toISOString())
      return { kind: 'done' }
    })
  } catch (error) {
    if (error instanceof MoveRefused) return { kind: 'refused', sentence: error.sentence }
    throw error
  }
}
