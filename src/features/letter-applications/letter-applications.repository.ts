import type { Db, Instant } from '../../db/db'

/** An application by letter that somebody of the office has begun to enter. */
export type LetterDraft = { id: number; okpo: string; shortName: string; createdAt: Instant; author: string }

const SHOWN = 100

/** What an office has begun to enter and not sent yet, the newest first. */
export const listLetterDrafts = async (db: Db, officeId: number, now: Instant): Promise<LetterDraft[]> => {
  const rows = await db('applications')
    .join('staff', 'staff.id', 'applications.entered_by')
    .where({ 'applications.status': 'draft', 'staff.office_id': officeId })
    .where('applications.expires_at', '>', now)
    .whereNotNull('applications.entered_by')
    .orderBy('applications.id', 'desc')
    .limit(SHOWN)
    .select('applications.id', 'applications.okpo', 'applications.form', 'applications.created_at', 'staff.full_name')
  return rows.map(row => ({
    id: row.id,
    okpo: row.okpo,
    shortName: JSON.parse(row.form).general.shortName ?? '',
    createdAt: row.created_at,
    author: row.full_name,
  }))
}
