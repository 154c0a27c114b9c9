import { extname, resolve } from 'node:path'
import { types } from 'node:util'
import { WorkerThread } from '../worker-thread'
import { type CertificateCheck, checkCertificate } from './certificate-check'
import { checkDocumentSignature, type SignatureRequest, type SignatureVerdict } from './document-signature'
import type { TrustStore } from './path/trust-store'
import { RevocationList, type SharedList } from './revocation/list'
import { type ReadList, readList } from './revocation/read-list'
import { sharedInTurns } from './shared-memory'
import { STORE_UNKNOWN, type StoreTask, type ThreadTask } from './thread-task'
import { readTrustFile, type TrustFileResult } from './upload/trust-file'

/** Everything about signatures that costs time, done where it holds up no other request. */
export type SignatureChecker = {
  /** As `checkDocumentSignature`. */
  check(request: SignatureRequest, store: TrustStore): Promise<SignatureVerdict>
  /** As `checkCertificate`, for each. */
  checkCertificates(ders: readonly Uint8Array[], store: TrustStore, at: Date): Promise<CertificateCheck[]>
  /** As `readList`. */
  readList(der: Uint8Array, certificates: readonly Uint8Array[]): Promise<ReadList | null>
  /** As `readTrustFile`. The bytes are handed over: the caller must not use them any more. */
  readTrustFile(file: Uint8Array): Promise<TrustFileResult>
  close(): Promise<void>
}

/** Sources run without a build, as tests do, have no module that a thread could load. */
export const threadFile: string | null =
  extname(__filename) === '.js' ? resolve(__dirname, 'signature-thread.js') : null

/** @param file the thread's module; null: everything is done in the calling thread */
export const createSignatureChecker = (file: string | null = threadFile): SignatureChecker =>
  file === null ? direct : threaded(file)

const direct: SignatureChecker = {
  check: async (request, store) => checkDocumentSignature(request, store),
  checkCertificates: async (ders, store, at) => ders.map(der => checkCertificate(der, store, at)),
  readList: async (der, certificates) => readList(der, certificates),
  readTrustFile: async file => readTrustFile(file),
  close: async () => {},
}

/**
 * Whatever its size, a file goes to the thread: a hostile one of a few kilobytes can cost as much as a document of
 * megabytes. Handing it over takes a fraction of a millisecond (bench/results/crypto.txt). Lists have a thread of
 * their own: nobody who signs should wait for thirty megabytes to be digested.
 */
const threaded = (file: string): SignatureChecker => {
  const checks = new WorkerThread<ThreadTask>(file)
  const lists = new WorkerThread<ThreadTask>(file)
  const ask = async (task: StoreTask, store: TrustStore): Promise<unknown> => {
    const result = await checks.run(task)
    return result === STORE_UNKNOWN ? checks.run({ ...task, trust: store.share() }) : result
  }
  return {
    check: async (request, store) => {
      const knownLists = (request.knownLists ?? []).map(list => list.share())
      const [file, document] = [await sharedInTurns(request.file), await sharedInTurns(request.document)]
      const task = {
        kind: 'signature',
        storeId: store.id,
        request: { ...request, file, document, knownLists },
      } as const
      return (await ask(task, store)) as SignatureVerdict
    },
    checkCertificates: async (ders, store, at) =>
      ders.length === 0
        ? []
        : ((await ask({ kind: 'certificates', storeId: store.id, ders, at }, store)) as CertificateCheck[]),
    readList: async (der, certificates) => {
      const read = (await lists.run({ kind: 'list', der, certificates })) as Shared<ReadList> | null
      return read && { ...read, list: new RevocationList(read.list.der, read.list) }
    },
    readTrustFile: async bytes =>
      (await lists.run({ kind: 'trust_file', file: bytes }, ownMemory(bytes))) as TrustFileResult,
    close: async () => void (await Promise.all([checks.close(), lists.close()])),
  }
}

/** The memory of bytes that have it for themselves; a view of something larger can only be copied. */
const ownMemory = ({ buffer, length }: Uint8Array): ArrayBuffer[] =>
  types.isArrayBuffer(buffer) && buffer.byteLength === length && length > 0 ? [buffer] : []

type Shared<T> = Omit<T, 'list'> & { list: SharedList }
