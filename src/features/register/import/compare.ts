import type { Knex } from 'knex'
import { inLongTransaction, longStatement } from '../../../db/long-transaction'
import type { Report } from './imports.repository'
import type { Lease } from './lease'
import { pace } from './pace'
import { sum } from './read-extract'
import { RefusedFile } from './refused-file'
import { type Checkpoint, readCheckpoint, type Staging, saveCheckpoint } from './staging'

/** Lines that are compared in one statement. */
const RANGE = 50_000
/** Looking for them goes through everything, so many are taken at a time; they are deleted by fewer. */
const DUPLICATES = 100_000
const DELETED = 5000

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
}

type Duplicate = { line: number; okpo: string; first: number; short_name: string }

/** A later line with an ОКПО that came before is refused, and the file of refused rows says where it came first. */
const refuseDuplicates = async (staging: Staging, checkpoint: Checkpoint, refusedPath: string): Promise<void> => {
  const { db, tables } = staging
  const file = new RefusedFile(refusedPath, checkpoint.refusedBytes)
  try {
    for (;;) {
      const found: Duplicate[] = await longStatement(db, one => findDuplicates(one, tables.rows))
      if (found.length === 0) return
      file.add(
        found.map(({ line, okpo, first, short_name }) => ({
          line,
          okpo,
          refusal: 'okpo.duplicate' as const,
          note: `строка ${first}`,
          text: short_name,
        })),
      )
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

const findDuplicates = (db: Knex, rows: string): Promise<Duplicate[]> => {
  const twice = db(rows).select('okpo').min({ first: 'line' }).groupBy('okpo').havingRaw('count(*) > 1').as('twice')
  return db({ later: rows })
    .join(twice, 'twice.okpo', 'later.okpo')
    .whereRaw('later.line > twice.first')
    .orderBy('later.line')
    .limit(DUPLICATES)
    .select('later.line', 'later.okpo', 'later.short_name', 'twice.first')
}

/** What the register says is compared by its digest; who was archived by an import and is named again comes back. */
const DIFFERS = `o.id is null or o.register_hash is null or o.register_hash <> r.hash or o.synchronised_at is null
  or (o.archived_by = 'import' and o.archived_at is not null and r.archived = 0) or (o.archived_at is null and r.archived = 1)`

const findDifferences = async (staging: Staging, checkpoint: Checkpoint, lease: Lease): Promise<void> => {
  const { db, tables } = staging
  checkpoint.lastOrganisation ??= await lastId(db)
  const paced = pace()
  while (checkpoint.compared < checkpoint.line) {
    const to = Math.min(checkpoint.compared + RANGE, checkpoint.line)
    const range = [checkpoint.compared, to]
    // Done twice after an unhappy end it is the same, so it needs no transaction with the checkpoint.
    await longStatement(db, one =>
      one.raw(
        `insert into ${tables.differences} (line, kind, organisation_id)
          select r.line, case when o.id is null then 'new' else 'changed' end, o.id
          from ${tables.rows} r left join organisations o on o.okpo = r.okpo
          where r.line > ? and r.line <= ? and (${DIFFERS})
          on conflict (line) do nothing`,
        range,
      ),
    )
    checkpoint.compared = to
    await saveCheckpoint(db, staging, checkpoint)
    const share = to / checkpoint.line
    await lease.report({
      phase: 'comparing',
      rows: checkpoint.rows,
      refused: sum(checkpoint.refused),
      share,
      ...paced(to, share),
    })
  }
}

export const lastId = async (db: Knex): Promise<number> => {
  const [{ last }] = (await db('organisations').max({ last: 'id' })) as [{ last: number | null }]
  return last ?? 0
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
