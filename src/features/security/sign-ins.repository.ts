import type { AuditEvent } from '../../audit/events'
import type { Db, Instant } from '../../db/db'
import type { SignedIn } from '../../http/session'

export type SignInEntry = {
  at: Instant
  succeeded: boolean
  address: string | null
  /** How they came in, or why not. */
  how: string | undefined
  browser: string | undefined
}

/** The last tries to sign in as a user, the latest first. The audit log knows them all. */
export const listSignIns = async (db: Db, { subject, key }: SignedIn, limit: number): Promise<SignInEntry[]> => {
  const entered: AuditEvent = `${subject}.signed_in`
  const refused: AuditEvent = `${subject}.sign_in_failed`
  const rows = await db('audit_log')
    .where({ subject_kind: subject, subject_id: key })
    .whereIn('event', [entered, refused])
    .orderBy('id', 'desc')
    .limit(limit)
    .select('at', 'event', 'address', 'details')
  return rows.map(row => {
    const { how, cause, browser } = JSON.parse(row.details) as { how?: string; cause?: string; browser?: string }
    return { at: row.at, succeeded: row.event === entered, address: row.address, how: how ?? cause, browser }
  })
}
