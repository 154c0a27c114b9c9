import { once } from 'node:events'
import { extname, resolve } from 'node:path'
import { Worker } from 'node:worker_threads'
import { type Batch, type Extract, readBatches } from './read-batches'
import type { Answer, Question } from './reading-thread'

/** Sources run without a build, as tests do, have no module that a thread could load. */
export const threadFile: string | null = extname(__filename) === '.js' ? resolve(__dirname, 'reading-thread.js') : null

/** Batches that the thread may be ahead: enough to keep it busy, few enough for the memory to stay what it is. */
const AHEAD = 2

/**
 * Reads an extract in a thread of its own: while one processor writes rows down, the other takes the next ones to pieces.
 * @param file the thread's module; null: everything is done in the calling thread
 */
export async function* batchesOf(extract: Extract, file: string | null = threadFile): AsyncGenerator<Batch> {
  if (file === null) return yield* readBatches(extract)
  const worker = new Worker(file)
  const ask = (question: Question): void => worker.postMessage(question)
  try {
    const answers = answersOf(worker)
    ask({ extract })
    for (let asked = 0; asked < AHEAD; asked += 1) ask('next')
    for await (const answer of answers) {
      if ('error' in answer) throw new Error(answer.error)
      if (answer.batch === null) return
      ask('next')
      yield answer.batch
    }
  } finally {
    await worker.terminate()
  }
}

/** What the thread says, in order. Throws when it dies. */
async function* answersOf(worker: Worker): AsyncGenerator<Answer> {
  const told: Answer[] = []
  worker.on('message', (answer: Answer) => void told.push(answer))
  const died = new Promise<never>((_, reject) => {
    worker.on('error', reject)
    worker.on('exit', code => reject(new Error(`the thread that reads the extract ended with code ${code}`)))
  })
  died.catch(() => {})
  for (;;) {
    const answer = told.shift()
    if (answer === undefined) await Promise.race([once(worker, 'message'), died])
    else yield answer
  }
}
