import type { Day, Db, Instant } from '../../../db/db'
import type { ImportedClassifier } from './file-kinds'
import type { Refusal } from './refusals'

export type ImportState = 'reading' | 'checked' | 'applied' | 'dropped'
export const CHANGE_KINDS = ['new', 'renamed', 'moved', 'reopened', 'closed'] as const
export type ChangeKind = (typeof CHANGE_KINDS)[number]

/** How many rows of a file there are of each sort, and how many codes of the classifier were in force. */
export type Counts = { rows: number; refused: number; unchanged: number; inForce: number } & Record<ChangeKind, number>

export type ClassifierImport = {
  id: number
  classifier: ImportedClassifier
  state: ImportState
  comparedWith: number
  fileName: string
  fileDate: Day
  sha256: string
  bytes: number
  counts: Counts
  /** Who brought the file; undefined for the command. */
  staffName: string | undefined
  createdAt: Instant
  endedAt: Instant | null
}

const select = (db: Db) =>
  db('classifier_imports').leftJoin('staff', 'staff.id', 'classifier_imports.staff_id').select({
    id: 'classifier_imports.id',
    classifier: 'classifier_imports.classifier',
    state: 'classifier_imports.state',
    comparedWith: 'classifier_imports.compared_with',
    fileName: 'classifier_imports.file_name',
    fileDate: 'classifier_imports.file_date',
    sha256: 'classifier_imports.sha256',
    bytes: 'classifier_imports.bytes',
    counts: 'classifier_imports.counts',
    staffName: 'staff.full_name',
    createdAt: 'classifier_imports.created_at',
    endedAt: 'classifier_imports.ended_at',
  })

const toImport = (row: Record<string, unknown>): ClassifierImport => ({
  ...(row as ClassifierImport),
  staffName: (row.staffName as string | null) ?? undefined,
  counts: JSON.parse(row.counts as string),
})

export const findImport = async (db: Db, id: number): Promise<ClassifierImport | undefined> => {
  const row = await select(db).where('classifier_imports.id', id).whereNot('state', 'reading').first()
  return row && toImport(row)
}

/** The latest imports, of all classifiers; those that were dropped are no history. */
export const listImports = async (db: Db, limit: number): Promise<ClassifierImport[]> => {
  const rows = await select(db)
    .whereIn('state', ['checked', 'applied'])
    .orderBy('classifier_imports.id', 'desc')
    .limit(limit)
  return rows.map(toImport)
}

/** The import that the codes of a classifier come from; undefined for those that the project shipped. */
export const sourceOf = async (
  db: Db,
  classifier: ImportedClassifier,
): Promise<{ id: number; fileDate: Day } | undefined> =>
  db('classifier_sources')
    .join('classifier_imports', 'classifier_imports.id', 'classifier_sources.import_id')
    .where('classifier_sources.classifier', classifier)
    .first({ id: 'classifier_imports.id', fileDate: 'classifier_imports.file_date' })

export type NewImport = Pick<ClassifierImport, 'classifier' | 'fileName' | 'fileDate' | 'sha256' | 'bytes'> & {
  staffId: number | null
}

export const insertImport = async (db: Db, given: NewImport, comparedWith: number, at: Instant): Promise<number> => {
  const [row] = await db('classifier_imports')
    .insert({
      classifier: given.classifier,
      state: 'reading',
      compared_with: comparedWith,
      file_name: given.fileName,
      file_date: given.fileDate,
      sha256: given.sha256,
      bytes: given.bytes,
      counts: '{}',
      staff_id: given.staffId,
      created_at: at,
    })
    .returning('id')
  return row.id
}

/** From a state that it may be in to the next; false when it is in another one meanwhile. */
export const moveImport = async (
  trx: Db,
  id: number,
  { from, to, set = {} }: { from: ImportState; to: ImportState; set?: Record<string, unknown> },
): Promise<boolean> =>
  (await trx('classifier_imports')
    .where({ id, state: from })
    .update({ state: to, ...set })) === 1

export type Change = { code: string; before: string | null; after: string | null }

/** The first changes of a kind, by code. */
export const listChanges = (db: Db, importId: number, kind: ChangeKind, limit: number): Promise<Change[]> =>
  db('classifier_changes')
    .where({ import_id: importId, kind })
    .orderBy('code')
    .limit(limit)
    .select('code', 'before', 'after')

export type RefusedRow = { line: number; name: string | null; code: string | null; refusal: Refusal }

/** The first rows that were not taken, by line. */
export const listRefused = (db: Db, importId: number, limit: number): Promise<RefusedRow[]> =>
  db('classifier_import_rows')
    .where({ import_id: importId })
    .whereNotNull('refusal')
    .orderBy('line')
    .limit(limit)
    .select('line', 'code', 'name', 'refusal')

/** What was read and not applied goes away with its import's decision; refused rows of an applied one stay. */
export const forgetRows = async (trx: Db, importIds: readonly number[], refusedToo: boolean): Promise<void> => {
  const rows = trx('classifier_import_rows').whereIn('import_id', [...importIds])
  await (refusedToo ? rows : rows.whereNull('refusal')).delete()
}
