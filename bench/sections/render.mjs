import { once } from 'node:events'
import { join } from 'node:path'
import { bench } from '../machinery/paths.mjs'
import { SERVER_CORE, spawnPinned } from '../machinery/pinned.mjs'

/** Milliseconds of one rendering of «Общая информация», in a warm process of its own without a server around it. */
export const measureRender = async () => {
  const child = spawnPinned(SERVER_CORE, [process.execPath, join(bench, 'render-process.mjs')], {
    stdio: ['ignore', 'inherit', 'inherit', 'ipc'],
  })
  const ended = once(child, 'exit').then(([code]) => {
    throw new Error(`rendering ended with ${code}`)
  })
  const [figures] = await Promise.race([once(child, 'message'), ended])
  ended.catch(() => {})
  return figures
}
