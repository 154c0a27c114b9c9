import { readdirSync } from 'node:fs'
import { join } from 'node:path'
import type { Knex } from 'knex'
import { directories } from '../directories'

/**
 * Names migrations and seeds without the extension, so that `.ts` (tests) and `.js` (build) are the same to knex:
 * otherwise a database made by one is «corrupt» for the other.
 */
const listed = (directory: string): string[] =>
  readdirSync(directory)
    .filter(file => /(?<!\.d)\.(ts|js)$/.test(file))
    .sort()

const migrationSource: Knex.MigrationSource<string> = {
  getMigrations: async () => listed(directories.migrations),
  getMigrationName: file => file.replace(/\.(ts|js)$/, ''),
  getMigration: file => require(join(directories.migrations, file)),
}

/** Brings the schema up to date. Safe to call from two processes: knex holds a lock. */
export const migrate = async (db: Knex): Promise<string[]> => {
  const [, applied] = (await db.migrate.latest({ migrationSource })) as [number, string[]]
  return applied
}

/** True when a migration is still to be applied. */
export const isBehind = async (db: Knex): Promise<boolean> => {
  const [, pending] = (await db.migrate.list({ migrationSource })) as [unknown, unknown[]]
  return pending.length > 0
}

/** Runs every seed file of `seeds/<set>` in the order of its name, each in one transaction. Seeds are idempotent. */
export const seed = async (db: Knex, set: 'reference' | 'demo'): Promise<void> => {
  const directory = join(directories.seeds, set)
  for (const file of listed(directory)) {
    const { seed: run } = require(join(directory, file)) as { seed: (trx: Knex.Transaction) => Promise<void> }
    await db.transaction(run)
  }
}
