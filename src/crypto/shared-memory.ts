import { types } from 'node:util'

/** What is copied in one go: a fraction of a millisecond. */
const PART = 1024 * 1024

/** The same octets in memory that threads share. */
export const shared = (bytes: Uint8Array): Uint8Array => {
  if (types.isSharedArrayBuffer(bytes.buffer)) return bytes
  const copy = new Uint8Array(new SharedArrayBuffer(bytes.length))
  copy.set(bytes)
  return copy
}

/**
 * The same for a thread that answers requests: tens of megabytes are copied part by part, and others get a turn between.
 * Short ones stay as they are: a thread gets a copy of them when they are handed over.
 */
export const sharedInTurns = async (bytes: Uint8Array): Promise<Uint8Array> => {
  if (bytes.length <= PART || types.isSharedArrayBuffer(bytes.buffer)) return bytes
  const copy = new Uint8Array(new SharedArrayBuffer(bytes.length))
  for (let at = 0; at < bytes.length; at += PART) {
    copy.set(bytes.subarray(at, at + PART), at)
    await new Promise(resolve => setImmediate(resolve))
  }
  return copy
}
