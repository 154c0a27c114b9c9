import { type Browser, chromium } from 'playwright-core'
import { seed } from '../../src/db/migrations'
import { createDatabase, type TestDatabase } from '../support/database'
import { type ServerProcess, startServer } from '../support/server-process'

/** Debian's Chromium, or the one that CHROMIUM names; it asks nobody on the network for anything of its own. */
export const launchChromium = (): Promise<Browser> =>
  chromium.launch({
    executablePath: process.env.CHROMIUM ?? '/usr/bin/chromium',
    args: [
      '--no-sandbox',
      '--disable-gpu',
      '--disable-quic',
      '--no-first-run',
      '--disable-background-networking',
      '--disable-component-update',
      '--disable-sync',
    ],
  })

export type DemoSite = { database: TestDatabase; server: ServerProcess; stop(): Promise<void> }

/** The system as `npm start` has it, with its demo data, in a process of its own. */
export const startDemoSite = async (): Promise<DemoSite> => {
  const database = await createDatabase()
  await seed(database.db, 'demo')
  const server = await startServer(database.url)
  const stop = async () => {
    await server.kill('SIGTERM')
    await database.destroy()
  }
  return { database, server, stop }
}
