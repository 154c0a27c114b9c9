import { parentPort } from 'node:worker_threads'
import { type Batch, type Extract, readBatches } from './read-batches'

/*
 * The thread that reads an extract while another one writes it down: `extract` begins, each `next` asks for a batch.
 * An answer is given to every question, in order.
 */
export type Question = { extract: Extract } | 'next'
export type Answer = { batch: Batch | null } | { error: string }

let batches: AsyncGenerator<Batch> | undefined

const answer = async (): Promise<Answer> => {
  try {
    const { value, done } = (await batches?.next()) ?? { value: undefined, done: true }
    return { batch: done === true ? null : value }
  } catch (error) {
    return { error: error instanceof Error ? (error.stack ?? error.message) : String(error) }
  }
}

parentPort?.on('message', (question: Question) => {
  if (question === 'next') void answer().then(given => parentPort?.postMessage(given))
  else batches = readBatches(question.extract)
})
