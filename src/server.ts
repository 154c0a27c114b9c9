import { createApp } from './app'
import { ConfigError, readConfig } from './config'
import { isBehind } from './db/migrations'
import { createDeps, type Deps } from './deps'
import { serverOf } from './http/app-server'
import { type Drain, drain } from './http/drain'
import { startJobs } from './jobs'

/** Starts the system with the settings of the environment; stops gracefully on SIGTERM and SIGINT. */
const main = async (): Promise<void> => {
  const deps = createDeps(readConfig(process.env))
  if (await isBehind(deps.db)) throw new ConfigError(['the database schema is behind: run npm run migrate first'])
  const readiness = { draining: false }
  const server = serverOf(createApp(deps, readiness), {
    requestTimeout: 120_000,
    headersTimeout: 30_000,
    keepAliveTimeout: 65_000,
  })
  const jobs = deps.config.worker ? startJobs(deps) : undefined
  server.listen(deps.config.port, deps.config.host, () => {
    deps.log.info({ host: deps.config.host, port: deps.config.port }, 'listening')
  })
  const stop = once(async (signal: string) => {
    deps.log.info({ signal }, 'stopping')
    readiness.draining = true
    await drain(server, DRAIN)
    await jobs?.stop()
    await deps.signatures.close()
    await deps.slowReads.close()
    await deps.db.destroy()
    deps.log.info('stopped')
  })
  for (const signal of ['SIGTERM', 'SIGINT']) process.on(signal, () => void stop(signal).catch(fail))
}

/** Open requests get half a minute to finish. */
const DRAIN: Drain = { deadlineMs: 30_000 }

const once = (work: (signal: string) => Promise<void>): ((signal: string) => Promise<void>) => {
  let running: Promise<void> | undefined
  return signal => (running ??= work(signal))
}

const fail = (error: unknown): void => {
  process.stderr.write(`${error instanceof ConfigError ? error.message : ((error as Error).stack ?? String(error))}\n`)
  process.exitCode = 1
  process.exit()
}

export type { Deps }

main().catch(fail)
