import { parentPort } from 'node:worker_threads'
import { checkCms } from './cms'
import { RevocationList } from './revocation/list'

/** What is handed over to the thread: the arithmetic over large files, nothing that needs the trust store. */
export type ThreadTask =
  | { kind: 'signature'; file: Uint8Array; document: Uint8Array; known: readonly Uint8Array[] }
  | { kind: 'list'; der: Uint8Array; keys: readonly Uint8Array[] }

const perform = (task: ThreadTask): unknown => {
  if (task.kind === 'signature') return checkCms(task.file, task.document, task.known)
  const list = new RevocationList(task.der)
  return task.keys.map(key => list.checkSignature(key))
}

const answer = (task: ThreadTask): { result: unknown } | { error: string } => {
  try {
    return { result: perform(task) }
  } catch (error) {
    return { error: error instanceof Error ? error.message : String(error) }
  }
}

parentPort?.on('message', ({ id, task }: { id: number; task: ThreadTask }) => {
  // oxlint-disable-next-line unicorn/require-post-message-target-origin -- a thread has no origin, a window has
  parentPort?.postMessage({ id, ...answer(task) })
})
