import { isPostgres } from '../../db/connection'
import type { Db } from '../../db/db'

/**
 * The octets of revocation lists, in parts: tens of megabytes in one statement would hold up the whole process, SQLite
 * while it writes them and the driver of PostgreSQL while it decodes them. Between two parts other requests get a turn.
 */
const PART = 256 * 1024
/** So many parts are moved from SQLite's log to its database at a time. */
const MOVED = 4
const TABLE = 'revocation_list_parts'

const turn = (): Promise<void> => new Promise(resolve => setImmediate(resolve))

/**
 * Keeps the octets of a list; called before the transaction that files the list, so that none is open for long. Parts
 * that are there stay, whatever their size: what was cut short is finished by the next try.
 */
export const keepListBytes = async (db: Db, sha256: string, der: Uint8Array): Promise<void> => {
  const there = await partsOf(db, sha256)
  let at = there.reduce((sum, { size }) => sum + size, 0)
  for (let part = there.length; at < der.length; part++) {
    const bytes = Buffer.from(der.subarray(at, at + PART))
    await db(TABLE).insert({ sha256, part, bytes }).onConflict(['sha256', 'part']).ignore()
    if (part % MOVED === MOVED - 1) await settle(db)
    at += bytes.length
    await turn()
  }
}

/**
 * SQLite moves what was written from its log to the database when four megabytes are together, in one step that takes
 * tens of milliseconds. Moved a megabyte a time no step is long. Not within a transaction: nothing can be moved there.
 */
const settle = async (db: Db): Promise<void> => {
  if (!isPostgres(db) && !db.isTransaction) await db.raw('pragma wal_checkpoint(passive)')
}

/** The octets of a list that was filed, in memory that threads share. */
export const findListBytes = async (db: Db, sha256: string): Promise<Uint8Array | undefined> => {
  const parts = await partsOf(db, sha256)
  if (parts.length === 0) return undefined
  const der = new Uint8Array(new SharedArrayBuffer(parts.reduce((sum, { size }) => sum + size, 0)))
  let at = 0
  for (const { part } of parts) {
    const { bytes } = await db(TABLE).where({ sha256, part }).first('bytes')
    der.set(bytes, at)
    at += bytes.length
    await turn()
  }
  return der
}

/** The parts that are there, without their octets. They are written in order, so none is missing between others. */
const partsOf = async (db: Db, sha256: string): Promise<{ part: number; size: number }[]> => {
  const rows: { part: number; size: number | string }[] = await db(TABLE)
    .where({ sha256 })
    .orderBy('part')
    .select('part', { size: db.raw('length(bytes)') })
  return rows.map(({ part, size }) => ({ part, size: Number(size) }))
}
