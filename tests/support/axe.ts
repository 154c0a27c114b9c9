import { join } from 'node:path'
import { Worker } from 'node:worker_threads'

/**
 * Starts axe; stop it at the end. `violations` tells what is wrong with a page, one line a rule. Contrast is computed
 * from the palette elsewhere: nothing is painted here.
 */
export const startAxe = () => {
  const worker = new Worker(join(__dirname, 'axe-worker.mjs'))
  const waiting = new Map<number, { resolve: (told: string[]) => void; reject: (error: Error) => void }>()
  let last = 0
  worker.on('message', ({ id, told }: { id: number; told: string[] }) => {
    waiting.get(id)?.resolve(told)
    waiting.delete(id)
  })
  worker.on('error', error => {
    for (const { reject } of waiting.values()) reject(error)
  })
  return {
    violations: (html: string): Promise<string[]> =>
      new Promise((resolve, reject) => {
        last += 1
        waiting.set(last, { resolve, reject })
        worker.postMessage({ id: last, html })
      }),
    stop: () => worker.terminate(),
  }
}
