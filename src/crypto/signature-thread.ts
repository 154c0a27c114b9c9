import { parentPort } from 'node:worker_threads'
import { checkCertificate } from './certificate-check'
import { checkDocumentSignature } from './document-signature'
import { TrustStore } from './path/trust-store'
import { RevocationList } from './revocation/list'
import { readList } from './revocation/read-list'
import { shared } from './shared-memory'
import { STORE_UNKNOWN, type StoreTask, type ThreadTask } from './thread-task'
import { readTrustFile } from './upload/trust-file'

/** The last one: with it the thread keeps what it has found out about signatures of certificates. */
let held: { id: number; store: TrustStore } | undefined

const storeOf = ({ storeId, trust }: StoreTask): TrustStore | undefined => {
  if (held?.id !== storeId && trust !== undefined) held = { id: storeId, store: TrustStore.shared(trust) }
  return held?.id === storeId ? held.store : undefined
}

const perform = (task: ThreadTask): unknown => {
  if (task.kind === 'trust_file') {
    const read = readTrustFile(task.file)
    return read.ok ? { ...read, lists: read.lists.map(shared) } : read
  }
  if (task.kind === 'list') {
    const read = readList(task.der, task.certificates)
    return read && { ...read, list: read.list.share() }
  }
  const store = storeOf(task)
  if (store === undefined) return STORE_UNKNOWN
  if (task.kind === 'certificates') return task.ders.map(der => checkCertificate(der, store, task.at))
  const knownLists = task.request.knownLists.map(list => new RevocationList(list.der, list))
  return checkDocumentSignature({ ...task.request, knownLists }, store)
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
