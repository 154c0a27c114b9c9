import { built } from './machinery/paths.mjs'
import { syntheticApplication } from './synthetic-applications.mjs'

const { connect, isPostgres } = built('db/connection.js')

const BATCH = 5000

/**
 * Fills a database that has its schema and demo data with `total` synthetic applications, past knex, which would take
 * minutes to write a million rows, and with the counts of the queue. Leaves the statistics as a running system has them.
 */
export const fillApplications = async (url, total) => {
  const db = connect({ url, poolSize: 1, synchronous: 'OFF' })
  try {
    const known = {
      offices: await db('offices').orderBy('id').pluck('id'),
      staff: await db('staff').whereNotNull('office_id').orderBy('id').pluck('id'),
    }
    const write = isPostgres(db) ? postgresWriter(db) : await sqliteWriter(db)
    for (let start = 0; start < total; start += BATCH) {
      const size = Math.min(BATCH, total - start)
      await write(Array.from({ length: size }, (_, index) => syntheticApplication(start + index, known)))
    }
    await fillCounts(db)
    // Autovacuum does this by itself within a minute or two.
    if (isPostgres(db)) await db.raw('vacuum analyze applications')
    else await db.raw('pragma wal_checkpoint(truncate)')
  } finally {
    await db.destroy()
  }
}

/** Rows as one JSON parameter, taken apart by the server. */
const postgresWriter = db => rows => {
  const columns = Object.keys(rows[0]).join(', ')
  const select = `select ${columns} from json_populate_recordset(null::applications, ?::json)`
  return db.raw(`insert into applications (${columns}) ${select}`, [
    JSON.stringify(rows.map(row => ({ ...row, signed: false }))),
  ])
}

/** One compiled statement, run row by row in a transaction a batch. */
const sqliteWriter = async db => {
  const connection = await db.client.acquireConnection()
  await db.client.releaseConnection(connection)
  return rows => {
    const columns = Object.keys(rows[0])
    const insert = connection.prepare(
      `insert into applications (${columns.join(', ')}) values (${columns.map(() => '?').join(', ')})`,
    )
    connection.transaction(() => {
      for (const row of rows) insert.run(Object.values(row))
    })()
  }
}

const fillCounts = async db => {
  await db('application_counts').delete()
  const counted = db('applications')
    .whereNot({ status: 'draft' })
    .groupBy('office_id', 'status')
    .select('office_id', 'status')
    .count()
  await db('application_counts').insert(
    await counted.then(rows =>
      rows.map(row => ({ office_id: row.office_id, status: row.status, total: Number(row.count ?? row['count(*)']) })),
    ),
  )
}
