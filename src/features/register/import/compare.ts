import type { Knex } from 'knex'
import { isPostgres } from '../../../db/connection'
import { longStatement } from '../../../db/long-transaction'
import { findDifferences } from './find-differences'
import type { Report } from './imports.repository'
import type { Lease } from './lease'
import { refuseDuplicates } from './refuse-duplicates'
import { type Checkpoint, readCheckpoint, type Staging, saveCheckpoint, type Tables } from './staging'

export type Comparing = { fullExtract: boolean; refusedPath: string; told: { encoding: string; delimiter: string } }

/**
 * Finds what an extract would change: what is new, changed, left out. It reads the register and writes only into the
 * staging tables, so nobody waits for it. Of an ОКПО that comes twice the first line counts.
 */
export const compareExtract = async (
  staging: Staging,
  { fullExtract, refusedPath, told }: Comparing,
  lease: Lease,
): Promise<Report> => {
  const { db, tables } = staging
  const checkpoint = (await readCheckpoint(staging)) as Checkpoint
  await indexByOkpo(staging)
  if (checkpoint.phase === 'comparing') {
    await refuseDuplicates(staging, checkpoint, refusedPath)
    await findDifferences(staging, checkpoint, lease)
    if (fullExtract) await findMissing(staging)
    await learnSizes(db, tables)
    checkpoint.phase = 'ready'
    await saveCheckpoint(db, staging, checkpoint)
  }
  const count = (query: Knex.QueryBuilder): Promise<number> =>
    longStatement(db, async one => {
      const [{ total }] = (await one.from(query.select(one.raw('1')).as('counted')).count({ total: '*' })) as [
        { total: number },
      ]
      return total
    })
  const differences = (kind: string) => db(tables.differences).where({ kind })
  const changed = differences('changed').join(
    'organisations',
    'organisations.id',
    `${tables.differences}.organisation_id`,
  )
  const [added, altered, taken] = [
    await count(differences('new')),
    await count(differences('changed')),
    await count(db(tables.rows)),
  ]
  return {
    ...told,
    rows: checkpoint.rows,
    new: added,
    changed: altered,
    keptOwn: await count(changed.clone().join('accounts', 'accounts.organisation_id', 'organisations.id')),
    restored: await count(
      changed
        .clone()
        .where('organisations.archived_by', 'import')
        .join(tables.rows, `${tables.rows}.line`, `${tables.differences}.line`)
        .where(`${tables.rows}.archived`, 0),
    ),
    unchanged: taken - added - altered,
    archived: await count(db(tables.missing)),
    inUse: await count(db('organisations').whereRaw(IN_USE, [false])),
    refused: checkpoint.refused,
  }
}

/** Records that the register has given us and that are in use. */
const IN_USE = 'synchronised_at is not null and archived_at is null and demo = ?'

/** In SQLite an index is named with the file it lies in, its table without. */
const indexByOkpo = async ({ db, tables }: Staging): Promise<void> => {
  for (const name of [tables.rows, tables.present]) {
    const table = name.replace('staging.', '')
    await longStatement(db, one => one.raw(`create index if not exists ${name}_okpo on ${table} (okpo)`))
  }
  await learnSizes(db, tables)
}

/** PostgreSQL would go through the whole of a table that it believes to be small. */
const learnSizes = async (db: Knex, tables: Tables): Promise<void> => {
  if (isPostgres(db))
    for (const table of [tables.rows, tables.present, tables.differences, tables.missing])
      await db.raw(`analyze ${table}`)
}

const findMissing = ({ db, tables }: Staging): Promise<void> =>
  longStatement(db, async one => {
    await one(tables.missing).delete()
    const unnamedIn = (table: string) =>
      `not exists (select 1 from ${table} named where named.okpo = organisations.okpo)`
    await one.raw(
      `insert into ${tables.missing} (organisation_id) select organisations.id from organisations
        where ${IN_USE} and ${unnamedIn(tables.rows)} and ${unnamedIn(tables.present)}`,
      [false],
    )
  })
