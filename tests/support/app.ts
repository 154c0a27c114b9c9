import type { Express } from 'express'
import { createApp } from '../../src/app'
import { readConfig } from '../../src/config'
import { createDeps, type Deps } from '../../src/deps'
import { createLog } from '../../src/log'
import { createDatabase, type TestDatabase } from './database'

/** A moment on a working day; tests move it by hand. */
export const NOW = '2026-11-23T06:00:00.000Z'

export type TestApp = TestDatabase & {
  app: Express
  deps: Deps
  /** Everything the application logged, a line an entry. */
  logged: string[]
  /** Sets the clock. */
  setNow(moment: string): void
  /** Moves the clock. */
  pass(milliseconds: number): void
}

/** The site that an application belongs to, for what needs its clock and database besides its pages. */
export const siteOf = (app: Express): TestApp => {
  const site = sites.get(app)
  if (site === undefined) throw new Error('no application of createTestApp')
  return site
}

const sites = new WeakMap<Express, TestApp>()

export const SECRET = 'a-secret-for-tests-only-0123456789abcdef'

/** The real application on a fresh database, with a clock that stands still. Demo mode unless told otherwise. */
export const createTestApp = async (env: Record<string, string> = {}): Promise<TestApp> => {
  const database = await createDatabase()
  let now = new Date(NOW)
  const logged: string[] = []
  const config = readConfig({
    WEBSBOR_MODE: 'demo',
    BASE_URL: 'http://localhost:3000',
    DATABASE_URL: database.url,
    SESSION_SECRET: SECRET,
    ...env,
  })
  const deps = createDeps(config, {
    db: database.db,
    clock: () => new Date(now),
    log: createLog('info', { write: (line: string) => void logged.push(line) }),
  })
  const site: TestApp = {
    ...database,
    app: createApp(deps),
    deps,
    logged,
    setNow: moment => {
      now = new Date(moment)
    },
    pass: milliseconds => {
      now = new Date(now.getTime() + milliseconds)
    },
  }
  sites.set(site.app, site)
  return site
}
