import { readConfig } from '../config'
import { connect } from '../db/connection'
import { migrate, seed } from '../db/migrations'
import { runCommand } from './run-command'

/** `npm run migrate`: brings the schema up to date and adds the reference data that is missing. Safe to repeat. */
runCommand(async () => {
  const { database } = readConfig(process.env)
  const db = connect({ url: database.url })
  try {
    const applied = await migrate(db)
    await seed(db, 'reference')
    process.stdout.write(
      applied.length === 0 ? 'The schema is up to date.\n' : `Applied:\n${applied.map(name => `  ${name}\n`).join('')}`,
    )
  } finally {
    await db.destroy()
  }
})
