import type { Db } from '../../db/db'

/**
 * The octets of revocation lists, in parts: tens of megabytes in one statement would hold up the whole process, SQLite
 * while it writes them and the driver of PostgreSQL while it decodes them. Between two parts other requests get a turn.
 */
const PART = 512 * 1024
const TABLE = 'revocation_list_parts'

const turn = (): Promise<void> => new Promise(resolve => setImmediate(resolve))

/**
 * Keeps the octets of a list; called before the transaction that files the list, so that none is open for long. Parts
 * that are there stay: what was cut short is finished by the next try.
 */
export const keepListBytes = async (db: Db, sha256: string, der: Uint8Array): Promise<void> => {
  const there: number[] = await db(TABLE).where({ sha256 }).pluck('part')
  const known = new Set(there)
  for (let part = 0; part * PART < der.length; part++) {
    if (known.has(part)) continue
    const bytes = Buffer.from(der.subarray(part * PART, (part + 1) * PART))
    await db(TABLE).insert({ sha256, part, bytes }).onConflict(['sha256', 'part']).ignore()
    await turn()
  }
}

/** The octets of a list that was filed, in memory that threads share. */
export const findListBytes = async (db: Db, sha256: string): Promise<Uint8Array | undefined> => {
  const parts: { part: number; size: number | string }[] = await db(TABLE)
    .where({ sha256 })
    .orderBy('part')
    .select('part', { size: db.raw('length(bytes)') })
  if (parts.length === 0) return undefined
  const der = new Uint8Array(new SharedArrayBuffer(parts.reduce((sum, { size }) => sum + Number(size), 0)))
  let at = 0
  for (const { part } of parts) {
    const { bytes } = await db(TABLE).where({ sha256, part }).first('bytes')
    der.set(bytes, at)
    at += bytes.length
    await turn()
  }
  return der
}
