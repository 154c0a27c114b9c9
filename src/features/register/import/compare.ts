import type { Knex } from 'knex'
import { isPostgres } from '../../../db/connection'
import { inLongTransaction, longStatement } from '../../../db/long-transaction'
import { refusedLine } from '../extract/refused-rows'
import type { Report } from './imports.repository'
import type { Lease } from './lease'
import { pace } from './pace'
import { sum } from './read-extract'
import { RefusedFile } from './refused-file'
import { type Checkpoint, readCheckpoint, type Staging, saveCheckpoint, type Tables } from './staging'

/** Rows that are compared in one statement. */
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

type Duplicate = { line: number; okpo: string; first: number; short_name: string }

/** A later line with an ОКПО that came before is refused, and the file of refused rows says where it came first. */
const refuseDuplicates = async (staging: Staging, checkpoint: Checkpoint, refusedPath: string): Promise<void> => {
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

/** What the register says is compared by its digest; who was archived by an import and is named again comes back. */
const DIFFERS = `o.id is null or o.register_hash is null or o.register_hash <> r.hash or o.synchronised_at is null
  or (o.archived_by = 'import' and o.archived_at is not null and r.archived = 0) or (o.archived_at is null and r.archived = 1)`

/** In the order of the ОКПО, in which both sides have an index: what stands together is read together. */
const findDifferences = async (staging: Staging, checkpoint: Checkpoint, lease: Lease): Promise<void> => {
  const { db, tables } = staging
  checkpoint.lastOrganisation ??= await lastId(db)
  const rows = await countRows(db, tables)
  const paced = pace(checkpoint.compared?.rows)
  for (;;) {
    const after = checkpoint.compared ?? { okpo: '', rows: 0 }
    const okpo = await okpoBehind(db, tables, after.okpo)
    if (okpo === undefined) return
    // After an unhappy end it is done again: outside of a transaction, nobody is locked out of the register.
    await longStatement(db, async one => {
      await one(tables.differences).where('position', '>', checkpoint.found).delete()
      await one.raw(
        `insert into ${tables.differences} (position, line, kind, organisation_id)
          select cast(? as bigint) + row_number() over (order by r.okpo), r.line,
            case when o.id is null then 'new' else 'changed' end, o.id
          from ${tables.rows} r left join organisations o on o.okpo = r.okpo
          where r.okpo > ? and r.okpo <= ? and (${DIFFERS})
          order by r.okpo`,
        [checkpoint.found, after.okpo, okpo],
      )
    })
    const [{ found }] = (await db(tables.differences).max({ found: 'position' })) as [{ found: number | null }]
    checkpoint.found = found ?? 0
    checkpoint.compared = { okpo, rows: Math.min(after.rows + RANGE, rows) }
    await saveCheckpoint(db, staging, checkpoint)
    const share = checkpoint.compared.rows / rows
    await lease.report({
      phase: 'comparing',
      rows: checkpoint.rows,
      refused: sum(checkpoint.refused),
      share,
      ...paced(checkpoint.compared.rows, share),
    })
  }
}

/** The ОКПО that closes the next range. */
const okpoBehind = async (db: Knex, { rows }: Tables, after: string): Promise<string | undefined> => {
  const following = () => db(rows).where('okpo', '>', after).orderBy('okpo').select('okpo')
  const [last]: { okpo: string }[] = await following()
    .offset(RANGE - 1)
    .limit(1)
  if (last !== undefined) return last.okpo
  const [{ end }] = (await db(rows).where('okpo', '>', after).max({ end: 'okpo' })) as [{ end: string | null }]
  return end ?? undefined
}

const countRows = (db: Knex, { rows }: Tables): Promise<number> =>
  longStatement(db, async one => ((await one(rows).count({ total: '*' })) as [{ total: number }])[0].total)

const lastId = async (db: Knex): Promise<number> => {
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
