import type { Db, Instant } from '../../db/db'
import type { Application, ApplicationForm } from './application'

export type Submission = {
  sequence: number
  form: ApplicationForm
  findings: string
  xml: Buffer
  submittedAt: Instant
}

export const insertSubmission = async (
  trx: Db,
  applicationId: number,
  submission: Submission & { sha256: string },
): Promise<void> => {
  await trx('application_submissions').insert({
    application_id: applicationId,
    sequence: submission.sequence,
    form: JSON.stringify(submission.form),
    findings: submission.findings,
    xml: submission.xml,
    xml_sha256: submission.sha256,
    submitted_at: submission.submittedAt,
  })
}

/** What was handed in last. */
export const findSubmission = async (db: Db, application: Application): Promise<Submission | undefined> => {
  const row = await db('application_submissions')
    .where({ application_id: application.id, sequence: application.submissions })
    .first()
  return (
    row && {
      sequence: row.sequence,
      form: JSON.parse(row.form),
      findings: row.findings,
      xml: row.xml,
      submittedAt: row.submitted_at,
    }
  )
}

export type Remark = { field: string; text: string; createdAt: Instant }

export const insertRemarks = async (
  trx: Db,
  application: Application,
  staffId: number,
  remarks: readonly { field: string; text: string }[],
  at: Instant,
): Promise<void> => {
  const rows = remarks.map(({ field, text }) => ({
    application_id: application.id,
    sequence: application.submissions,
    field,
    text,
    staff_id: staffId,
    created_at: at,
  }))
  if (rows.length > 0) await trx('application_remarks').insert(rows)
}

/** The remarks on what was handed in last. */
export const listRemarks = async (db: Db, application: Application): Promise<Remark[]> => {
  const rows = await db('application_remarks')
    .where({ application_id: application.id, sequence: application.submissions })
    .orderBy('id')
  return rows.map(row => ({ field: row.field, text: row.text, createdAt: row.created_at }))
}
