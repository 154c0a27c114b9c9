import { Router } from 'express'
import type { Knex } from 'knex'
import { isBehind } from '../db/migrations'

export type Readiness = { draining: boolean }

/** `/health/live`: the process answers. `/health/ready`: it should get requests: database there, schema current, not stopping. */
export const health = (db: Knex, readiness: Readiness): Router => {
  const router = Router()
  router.get('/health/live', (_req, res) => {
    res.type('text').send('ok')
  })
  router.get('/health/ready', async (req, res) => {
    const problem = readiness.draining
      ? 'stopping'
      : await databaseProblem(db).catch((error: unknown) => {
          req.log.error({ err: error }, 'readiness')
          return 'database'
        })
    res
      .status(problem === undefined ? 200 : 503)
      .type('text')
      .send(problem ?? 'ok')
  })
  return router
}

const databaseProblem = async (db: Knex): Promise<string | undefined> => {
  await db.raw('select 1')
  return (await isBehind(db)) ? 'migrations' : undefined
}
