import type { Knex } from 'knex'
import { longStatement } from '../../../db/long-transaction'
import type { Lease } from './lease'
import { pace } from './pace'
import { sum } from './read-extract'
import { type Checkpoint, type Staging, saveCheckpoint, type Tables } from './staging'

/** Rows that are compared in one statement. */
const RANGE = 50_000

/** What the register says is compared by its digest; who was archived by an import and is named again comes back. */
const DIFFERS = `o.id is null or o.register_hash is null or o.register_hash <> r.hash or o.synchronised_at is null
  or (o.archived_by = 'import' and o.archived_at is not null and r.archived = 0) or (o.archived_at is null and r.archived = 1)`

/** In the order of the ОКПО, in which both sides have an index: what stands together is read together. */
export const findDifferences = async (staging: Staging, checkpoint: Checkpoint, lease: Lease): Promise<void> => {
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
