import { readConfig } from '../config'
import { connect } from '../db/connection'
import { migrate, seed } from '../db/migrations'
import { runCommand } from './run-command'

/** What `npm start` does before the server: schema, reference data, demo data, and the addresses on the screen. */
runCommand(async () => {
  const config = readConfig(process.env)
  const db = connect({ url: config.database.url })
  try {
    await migrate(db)
    await seed(db, 'reference')
    await seed(db, 'demo')
    process.stdout.write(await greeting(config.baseUrl))
  } finally {
    await db.destroy()
  }
})

const greeting = async (baseUrl: string): Promise<string> => `
  websbor is starting in demo mode: ${baseUrl}

`
