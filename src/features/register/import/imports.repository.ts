import type { Db, Instant } from '../../../db/db'
import { isUniqueViolation } from '../../../db/unique-violation'
import type { Refusal } from '../extract/refusals'

export type ImportState = 'checking' | 'checked' | 'applying' | 'done' | 'failed' | 'cancelled'

/** What is going on, for people: `share` of the work of this phase, from 0 to 1. */
export type Progress = {
  phase: 'reading' | 'comparing' | 'placing' | 'switching'
  rows: number
  refused: number
  share: number
  /** Rows a second in this phase, and milliseconds until its end, as far as can be told. */
  perSecond?: number
  leftMs?: number
}

/** What the import would change or has changed. */
export type Report = {
  encoding: string
  delimiter: string
  rows: number
  new: number
  changed: number
  /** Of the changed ones: organisations that describe themselves; what the register says is kept beside it. */
  keptOwn: number
  /** Of the changed ones: come back from the archive. */
  restored: number
  unchanged: number
  /** Records that a full extract leaves out. */
  archived: number
  /** Records of the register that are in use now, to weigh `archived` against. */
  inUse: number
  refused: Partial<Record<Refusal, number>>
}

export type RegisterImport = {
  id: number
  state: ImportState
  fileName: string
  path: string
  ownFile: boolean
  bytes: number
  fullExtract: boolean
  dryRun: boolean
  atOnce: boolean
  startedBy: number | null
  progress: Progress
  report: Report | undefined
  problem: string | null
  createdAt: Instant
  checkedAt: Instant | null
  endedAt: Instant | null
  lockedUntil: Instant | null
}

const COLUMNS = {
  id: 'id',
  state: 'state',
  fileName: 'file_name',
  path: 'path',
  ownFile: 'own_file',
  bytes: 'bytes',
  fullExtract: 'full_extract',
  dryRun: 'dry_run',
  atOnce: 'at_once',
  startedBy: 'started_by',
  progress: 'progress',
  report: 'report',
  problem: 'problem',
  createdAt: 'created_at',
  checkedAt: 'checked_at',
  endedAt: 'ended_at',
  lockedUntil: 'locked_until',
} as const

const toImport = (row: Record<string, unknown> | undefined): RegisterImport | undefined =>
  row && {
    ...(row as RegisterImport),
    ownFile: Boolean(row.ownFile),
    fullExtract: Boolean(row.fullExtract),
    dryRun: Boolean(row.dryRun),
    atOnce: Boolean(row.atOnce),
    progress: JSON.parse(row.progress as string) as Progress,
    report: row.report === null ? undefined : (JSON.parse(row.report as string) as Report),
  }

const select = (db: Db) => db('register_imports').select(COLUMNS)

export const findImport = async (db: Db, id: number): Promise<RegisterImport | undefined> =>
  toImport(await select(db).where({ id }).first())

/** The one that is under way, if any. */
export const findOpenImport = async (db: Db): Promise<RegisterImport | undefined> =>
  toImport(await select(db).where({ open_slot: 1 }).first())

export const listImports = async (db: Db, limit: number): Promise<RegisterImport[]> => {
  const rows = await select(db).orderBy('id', 'desc').limit(limit)
  return rows.map(row => toImport(row) as RegisterImport)
}

export type NewImport = Pick<
  RegisterImport,
  'fileName' | 'path' | 'ownFile' | 'bytes' | 'fullExtract' | 'dryRun' | 'atOnce' | 'startedBy'
>

export const NOTHING_YET: Progress = { phase: 'reading', rows: 0, refused: 0, share: 0 }

/** Opens an import; undefined when another one is under way, also by a transaction that ran at the same time. */
export const insertImport = async (trx: Db, given: NewImport, at: Instant): Promise<number | undefined> => {
  try {
    const [row] = await trx('register_imports')
      .insert({
        state: 'checking',
        open_slot: 1,
        file_name: given.fileName,
        path: given.path,
        own_file: given.ownFile,
        bytes: given.bytes,
        full_extract: given.fullExtract,
        dry_run: given.dryRun,
        at_once: given.atOnce,
        started_by: given.startedBy,
        progress: JSON.stringify(NOTHING_YET),
        created_at: at,
      })
      .returning('id')
    return row.id
  } catch (error) {
    if (!isUniqueViolation(error, 'register_imports_open_unique', 'register_imports.open_slot')) throw error
    return undefined
  }
}

/** From a state that it may be in to the next; false when it is in another one meanwhile. */
export const moveImport = async (
  trx: Db,
  id: number,
  { from, to, set = {} }: { from: readonly ImportState[]; to: ImportState; set?: Record<string, unknown> },
): Promise<boolean> => {
  const isOpen = to === 'checking' || to === 'checked' || to === 'applying'
  const moved = await trx('register_imports')
    .where({ id })
    .whereIn('state', [...from])
    .update({ state: to, ...(isOpen ? {} : { open_slot: null, locked_by: null, locked_until: null }), ...set })
  return moved === 1
}
