import { once } from 'node:events'
import { join } from 'node:path'
import { bench } from './paths.mjs'
import { LOAD_CORE, spawnPinned } from './pinned.mjs'

/** A round takes seconds, a day of staff minutes; a server that hangs must not hang the measurement. */
const LIMIT_MS = 1_200_000

/** Starts the process that puts load on servers; it lives through all measurements, so that it is warm for each. */
export const startLoad = () => {
  const child = spawnPinned(LOAD_CORE, [process.execPath, join(bench, 'machinery', 'load-process.mjs')], {
    stdio: ['ignore', 'inherit', 'inherit', 'ipc'],
  })
  const died = once(child, 'exit').then(([code]) => [{ error: `the load process ended with ${code}` }])
  return {
    /** Does a job (see load-process.mjs). Errors: an answer with another status, a closed connection. */
    run: async job => {
      child.send(job)
      const [done] = await Promise.race([once(child, 'message', { signal: AbortSignal.timeout(LIMIT_MS) }), died])
      if (done.error !== undefined) throw new Error(done.error)
      return done
    },
    stop: () => child.kill(),
  }
}
