import type { Knex } from 'knex'
import { makeIndexes } from '../../../db/indexes'
import { forgetWordsOf } from '../../../db/text-search'
import { ORGANISATION_WORDS } from '../../organisations/organisation-words'
import { findWithheld, showWithheld, type Withheld, withhold } from '../../organisations/withheld'
import { inSlices } from './slices'

/** What an import has written that was cancelled or failed before anybody saw it. */
export const findAbandoned = async (db: Knex): Promise<Withheld | undefined> => {
  const withheld = await findWithheld(db)
  if (withheld === undefined) return undefined
  const owner: { open_slot: number | null } | undefined = await db('register_imports')
    .where({ id: withheld.importId })
    .first('open_slot')
  return owner?.open_slot === 1 ? undefined : withheld
}

/** Removes it, in slices. Any process may be killed while it does, and any other go on. */
export const removeAbandoned = async (db: Knex): Promise<void> => {
  const abandoned = await findAbandoned(db)
  if (abandoned === undefined) return
  const { importId, lastId, droppedIndexes } = abandoned
  await inSlices(db, async (trx, size) => {
    const withheld = await findWithheld(trx)
    if (withheld?.importId !== importId) return 'done'
    const to = Math.min(withheld.firstId + size - 1, lastId)
    await trx('organisations').whereBetween('id', [withheld.firstId, to]).delete()
    await forgetWordsOf(trx, ORGANISATION_WORDS, [withheld.firstId, to])
    if (to === lastId) return 'done'
    await withhold(trx, { ...withheld, firstId: to + 1 })
    return 'more'
  })
  await makeIndexes(db, droppedIndexes)
  await db.transaction(async trx => {
    if ((await findWithheld(trx))?.importId === importId) await showWithheld(trx)
  })
}
