import { extname, resolve } from 'node:path'
import { type CmsCheck, checkCms } from './cms'
import { judge, type SignatureRequest, type SignatureVerdict } from './document-signature'
import type { TrustStore } from './path/trust-store'
import { RevocationList } from './revocation/list'
import type { SignatureCheck } from './signature'
import type { ThreadTask } from './signature-thread'
import { WorkerThread } from './worker-thread'

/** Checks signatures without ever holding up other requests. */
export type SignatureChecker = {
  /** As `checkDocumentSignature`; files over a megabyte are decoded and digested in another thread. */
  check(request: SignatureRequest, store: TrustStore): Promise<SignatureVerdict>
  /**
   * Reads a revocation list and checks its signature under the keys (SubjectPublicKeyInfo) of its possible issuers,
   * so that a long list is not digested in the middle of a request. Throws Asn1Error when it is no list.
   */
  readList(der: Uint8Array, keys: readonly Uint8Array[]): Promise<RevocationList>
  close(): Promise<void>
}

/** Up to here (octets) the work takes less than 50 ms and is done where it comes up. */
export const LARGE = 1024 * 1024

/** Sources run without a build, as tests do, have no module that a thread could load. */
export const threadFile: string | null =
  extname(__filename) === '.js' ? resolve(__dirname, 'signature-thread.js') : null

/** @param file the thread's module; null: everything is done in the calling thread */
export const createSignatureChecker = (file: string | null = threadFile): SignatureChecker => {
  const thread = file === null ? null : new WorkerThread<ThreadTask>(file)
  return {
    check: async (request, store) => {
      const { file, document, known = [] } = request
      const large = file.length + document.length > LARGE
      const cms =
        large && thread !== null
          ? ((await thread.run({ kind: 'signature', file, document, known })) as CmsCheck)
          : checkCms(file, document, known)
      return judge(cms, request, store)
    },
    readList: async (der, keys) => {
      const list = new RevocationList(der)
      if (thread === null || der.length <= LARGE) {
        for (const key of keys) list.checkSignature(key)
        return list
      }
      const checks = (await thread.run({ kind: 'list', der, keys })) as SignatureCheck[]
      for (const [index, key] of keys.entries()) list.rememberSignature(key, checks[index] as SignatureCheck)
      return list
    },
    close: async () => thread?.close(),
  }
}
