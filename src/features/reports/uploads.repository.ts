import type { Db, Instant } from '../../db/db'

/** What became of a file of an archive: a draft with what the control found, or the sentence why not. */
export type Outcome =
  | { name: string; kind: 'stored'; reportId: number; errors: number; warnings: number }
  | { name: string; kind: 'refused'; sentence: string }

export type Upload = { id: number; fileName: string; outcomes: Outcome[]; createdAt: Instant }

/** The page about an upload is for those who have just uploaded. */
const KEPT_DAYS = 30
const SWEPT = 500

export const insertUpload = async (
  db: Db,
  {
    organisationId,
    fileName,
    outcomes,
    at,
  }: { organisationId: number; at: Instant } & Omit<Upload, 'id' | 'createdAt'>,
): Promise<number> => {
  const [row] = await db('report_uploads')
    .insert({
      organisation_id: organisationId,
      file_name: fileName.slice(0, 255),
      outcomes: JSON.stringify(outcomes),
      created_at: at,
    })
    .returning('id')
  return row.id
}

/** An upload of this organisation; somebody else's is not found. */
export const findUpload = async (db: Db, organisationId: number, id: number): Promise<Upload | undefined> => {
  const row = await db('report_uploads')
    .where({ id, organisation_id: organisationId })
    .first({ id: 'id', fileName: 'file_name', outcomes: 'outcomes', createdAt: 'created_at' })
  return row && { ...row, outcomes: JSON.parse(row.outcomes) }
}

/** Removes what is older than a month, a bounded number a time. */
export const sweepUploads = async (db: Db, now: Date): Promise<void> => {
  const before = new Date(now.getTime() - KEPT_DAYS * 86_400_000).toISOString()
  await db('report_uploads')
    .whereIn(
      'id',
      db('report_uploads').where('created_at', '<', before).orderBy('created_at').limit(SWEPT).select('id'),
    )
    .delete()
}
