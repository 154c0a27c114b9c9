import type { Knex } from 'knex'
import type { Clock } from '../../../clock'
import { inLongTransaction } from '../../../db/long-transaction'
import { formatDate } from '../../../http/dates'
import { compare } from './compare'
import { forgetRows, insertImport, moveImport, type NewImport, sourceOf } from './imports.repository'
import { readFile, sha256Of, UnusableFile } from './read-file'

/** So long a file waits for its decision. */
const WAITS_MS = 24 * 60 * 60 * 1000

/**
 * Reads the file of a classifier and works out what it would change; nothing of the classifier changes yet. The number
 * of the import that waits for its decision. Throws UnusableFile with a sentence for a person.
 */
export const checkFile = async (
  { db, clock }: { db: Knex; clock: Clock },
  path: string,
  file: Omit<NewImport, 'sha256'>,
): Promise<number> => {
  const now = clock()
  await dropOld(db, now)
  const source = await sourceOf(db, file.classifier)
  if (source !== undefined && source.fileDate > file.fileDate) throw new UnusableFile(older(source.fileDate))
  const sha256 = await sha256Of(path)
  const id = await insertImport(db, { ...file, sha256 }, source?.id ?? 0, now.toISOString())
  try {
    const read = await readFile(db, { path, classifier: file.classifier, importId: id })
    await inLongTransaction(db, async trx => {
      const counts = await compare(trx, { id, classifier: file.classifier }, read)
      await moveImport(trx, id, { from: 'reading', to: 'checked', set: { counts: JSON.stringify(counts) } })
    })
    return id
  } catch (error) {
    await remove(db, id)
    throw error
  }
}

/** What was never decided, and what was being read when the process stopped. */
const dropOld = async (db: Knex, now: Date): Promise<void> => {
  const before = new Date(now.getTime() - WAITS_MS).toISOString()
  const old: number[] = await db('classifier_imports')
    .whereIn('state', ['reading', 'checked'])
    .where('created_at', '<', before)
    .pluck('id')
  for (const id of old) await remove(db, id)
}

const remove = (db: Knex, id: number): Promise<void> =>
  inLongTransaction(db, async trx => {
    await trx('classifier_changes').where({ import_id: id }).delete()
    await forgetRows(trx, [id], true)
    await trx('classifier_imports').where({ id }).delete()
  })

/** Whoever looked at what would change does not want it. False when it was decided before. */
export const dropImport = (db: Knex, id: number, at: string): Promise<boolean> =>
  inLongTransaction(db, async trx => {
    const dropped = await moveImport(trx, id, { from: 'checked', to: 'dropped', set: { ended_at: at } })
    if (!dropped) return false
    await trx('classifier_changes').where({ import_id: id }).delete()
    await forgetRows(trx, [id], true)
    return true
  })

const older = (date: string): string =>
  `Классификатор уже обновлён по файлу от ${formatDate(date)}, а этот файл старше. Проверьте дату или скачайте файл новее.`
