import { fromBufferPromise, type ZipFile } from 'yauzl'

/** One file of an archive; `bytes` is null when it is longer than a certificate can be. */
export type ArchivedFile = { name: string; bytes: Uint8Array | null }

export type Archive =
  | { ok: true; files: ArchivedFile[] }
  | { ok: false; problem: 'zip_broken' | 'zip_encrypted' | 'zip_bomb' }

const MAX_ENTRIES = 50
const MAX_INFLATED = 1_000_000
const ENCRYPTED = 1

/** By its first bytes: a file, or an empty archive. */
export const isArchive = (bytes: Uint8Array): boolean =>
  bytes[0] === 0x50 && bytes[1] === 0x4b && ((bytes[2] === 3 && bytes[3] === 4) || (bytes[2] === 5 && bytes[3] === 6))

/**
 * Unpacks a small archive in memory. What its headers say about sizes is not believed: inflating stops at
 * `maxFile` octets of a file and at a million in all, so that neither a bomb nor overlapping entries cost anything.
 */
export const readArchive = async (bytes: Uint8Array, maxFile: number): Promise<Archive> => {
  let zip: ZipFile
  try {
    // Names are left undecoded: they are only compared, never used as paths.
    zip = await fromBufferPromise(Buffer.from(bytes), { decodeStrings: false })
  } catch {
    return { ok: false, problem: 'zip_broken' }
  }
  if (zip.entryCount > MAX_ENTRIES) return { ok: false, problem: 'zip_bomb' }
  try {
    return await readEntries(zip, maxFile)
  } catch {
    // yauzl and zlib tell of a damaged archive by errors of no class of their own.
    return { ok: false, problem: 'zip_broken' }
  }
}

const readEntries = async (zip: ZipFile, maxFile: number): Promise<Archive> => {
  const files: ArchivedFile[] = []
  let inflated = 0
  for await (const entry of zip.eachEntry()) {
    const name = entry.fileNameRaw.toString('latin1')
    if (name.endsWith('/')) continue
    if ((entry.generalPurposeBitFlag & ENCRYPTED) !== 0) return { ok: false, problem: 'zip_encrypted' }
    const content: Buffer[] = []
    let length = 0
    for await (const piece of await zip.openReadStreamPromise(entry)) {
      content.push(piece as Buffer)
      length += (piece as Buffer).length
      inflated += (piece as Buffer).length
      if (inflated > MAX_INFLATED) return { ok: false, problem: 'zip_bomb' }
      if (length > maxFile) break
    }
    files.push({ name, bytes: length > maxFile ? null : Uint8Array.from(Buffer.concat(content)) })
  }
  return { ok: true, files }
}
