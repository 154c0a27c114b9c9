import { spawn } from 'node:child_process'
import { existsSync } from 'node:fs'
import { join } from 'node:path'
import type { Knex } from 'knex'
import type { Deps } from '../../../deps'
import { findOpenImport } from './imports.repository'
import { findAbandoned } from './remove-withheld'

export type ImportStarter = {
  /** Starts work on the import that waits for somebody, if there is one. Tells whether it did. */
  look(): Promise<boolean>
  start(): void
  /** Ends the work of this process; whoever comes next goes on with it. */
  stop(): Promise<void>
}

const LOOK_EVERY_MS = 2000
/** After an end that nobody understands: the next process tries again when the lease has run out anyway. */
const AFTER_FAILURE_MS = 60_000

/** Works on an import until it has to wait or has ended. Resolves with the exit code. */
export type Work = (id: number) => { done: Promise<number | null>; stop(): void }

/**
 * Looks for imports that nobody works on, and for what a cancelled one has left behind, and does the work in a process of its own: five million rows neither hold up
 * a page nor use the memory of the server. Any number of servers may look: the lease lets one work.
 */
export const createImportStarter = (
  { db, clock, log }: Pick<Deps, 'db' | 'clock' | 'log'>,
  work: Work = inOwnProcess,
): ImportStarter => {
  let timer: NodeJS.Timeout | undefined
  let current: ReturnType<Work> | undefined
  let stopped = false
  let looking: Promise<unknown> = Promise.resolve()

  const look = async (): Promise<boolean> => {
    if (current !== undefined || stopped) return false
    const id = (await waitingImport(db, clock())) ?? (await findAbandoned(db))?.importId
    if (id === undefined || stopped) return false
    current = work(id)
    const code = await current.done
    current = undefined
    if (code !== 0) throw new Error(`the import ended with ${code}`)
    return true
  }

  const again = (milliseconds: number): void => {
    if (!stopped) timer = setTimeout(lookOut, milliseconds).unref()
  }
  const lookOut = (): void => {
    looking = look().then(
      () => again(LOOK_EVERY_MS),
      (error: unknown) => {
        if (!stopped) log.error({ err: error }, 'import of the register')
        again(AFTER_FAILURE_MS)
      },
    )
  }

  return {
    look,
    start: () => again(LOOK_EVERY_MS),
    stop: async () => {
      stopped = true
      clearTimeout(timer)
      current?.stop()
      await looking
    },
  }
}

/** The import that nobody works on and that needs no decision. Of a file on another machine's disk that machine takes care. */
const waitingImport = async (db: Knex, now: Date): Promise<number | undefined> => {
  const open = await findOpenImport(db)
  if (open === undefined || open.state === 'checked') return undefined
  const isTaken = open.lockedUntil !== null && open.lockedUntil >= now.toISOString()
  return isTaken || !existsSync(open.path) ? undefined : open.id
}

const inOwnProcess: Work = id => {
  const script = join(__dirname, '..', '..', '..', 'cli', 'import-register.js')
  const child = spawn(process.execPath, [script, '--work', String(id)], { stdio: ['ignore', 'ignore', 'inherit'] })
  return {
    done: new Promise((resolve, reject) => {
      child.on('error', reject)
      child.on('exit', code => resolve(code))
    }),
    stop: () => void child.kill('SIGTERM'),
  }
}
