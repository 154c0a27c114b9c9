import type { SignatureRequest } from './document-signature'
import type { SharedTrust } from './path/trust-store'
import type { SharedList } from './revocation/list'

/** A request with its lists as threads hand them over. */
export type SharedRequest = Omit<SignatureRequest, 'knownLists'> & { knownLists: readonly SharedList[] }

/** `trust` goes along only when the thread does not know the store of this number yet. */
export type StoreTask = { storeId: number; trust?: SharedTrust } & (
  | { kind: 'signature'; request: SharedRequest }
  | { kind: 'certificates'; ders: readonly Uint8Array[]; at: Date }
)

export type ThreadTask =
  | StoreTask
  | { kind: 'list'; der: Uint8Array; certificates: readonly Uint8Array[] }
  | { kind: 'trust_file'; file: Uint8Array }

/** The answer to a task about a store that the thread does not know. */
export const STORE_UNKNOWN = 'store_unknown'
