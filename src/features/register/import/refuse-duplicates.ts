import type { Knex } from 'knex'
import { inLongTransaction, longStatement } from '../../../db/long-transaction'
import { refusedLine } from '../extract/refused-rows'
import { RefusedFile } from './refused-file'
import { type Checkpoint, type Staging, saveCheckpoint } from './staging'

/** Looking for them goes through everything, so many are taken at a time; they are deleted by fewer. */
const DUPLICATES = 100_000
const DELETED = 5000

type Duplicate = { line: number; okpo: string; first: number; short_name: string }

/** A later line with an ОКПО that came before is refused, and the file of refused rows says where it came first. */
export const refuseDuplicates = async (
  staging: Staging,
  checkpoint: Checkpoint,
  refusedPath: string,
): Promise<void> => {
  const { db, tables } = staging
  const file = new RefusedFile(refusedPath, checkpoint.refusedBytes)
  try {
    for (;;) {
      const found: Duplicate[] = await longStatement(db, one => findDuplicates(one, tables.rows))
      if (found.length === 0) return
      file.add(found.map(duplicateLine).join(''))
      checkpoint.refusedBytes = file.bytes
      checkpoint.refused['okpo.duplicate'] = (checkpoint.refused['okpo.duplicate'] ?? 0) + found.length
      await inLongTransaction(db, async trx => {
        for (let start = 0; start < found.length; start += DELETED) {
          const lines = found.slice(start, start + DELETED).map(({ line }) => line)
          await trx(tables.rows).whereIn('line', lines).delete()
        }
        await saveCheckpoint(trx, staging, checkpoint)
      })
    }
  } finally {
    file.close()
  }
}

const duplicateLine = ({ line, okpo, first, short_name }: Duplicate): string =>
  refusedLine({ line, okpo, refusal: 'okpo.duplicate', note: `строка ${first}`, text: short_name })

const findDuplicates = (db: Knex, rows: string): Promise<Duplicate[]> => {
  const twice = db(rows).select('okpo').min({ first: 'line' }).groupBy('okpo').havingRaw('count(*) > 1').as('twice')
  return db({ later: rows })
    .join(twice, 'twice.okpo', 'later.okpo')
    .whereRaw('later.line > twice.first')
    .orderBy('later.line')
    .limit(DUPLICATES)
    .select('later.line', 'later.okpo', 'later.short_name', 'twice.first')
}
