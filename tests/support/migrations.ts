import { join } from 'node:path'
import type { Knex } from 'knex'
import { directories } from '../../src/directories'

/** Takes every migration back, the last one first, as its `down` says. */
export const downAll = async (db: Knex): Promise<void> => {
  const done: { name: string }[] = await db('knex_migrations').orderBy('id', 'desc').select('name')
  for (const { name } of done) {
    const migration = require(join(directories.migrations, name)) as { down(knex: Knex): Promise<void> }
    await migration.down(db)
  }
  await db('knex_migrations').delete()
}
