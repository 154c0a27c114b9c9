import type { Db } from '../../db/db'
import type { Office, Subject } from './office'

/** Offices in the order of their numbers with the subjects they serve; closed ones only when asked for. */
export const listOffices = async (db: Db, options: { closedToo?: boolean } = {}): Promise<Office[]> => {
  const query = db<OfficeRow>('offices').orderBy('site_no')
  const rows: OfficeRow[] = await (options.closedToo === true ? query : query.whereNull('closed_at'))
  const subjects: SubjectRow[] = await db('office_subjects').orderBy('subject_code')
  return rows.map(row => toOffice(row, subjects))
}

/** One office by its id, closed or not. */
export const findOffice = async (db: Db, id: number): Promise<Office | undefined> => {
  const row: OfficeRow | undefined = await db('offices').where({ id }).first()
  if (row === undefined) return undefined
  return toOffice(row, await db('office_subjects').where({ office_id: id }).orderBy('subject_code'))
}

/** The office that serves a subject of the Federation (`50`), by the code of the subject. */
export const officeForSubject = async (db: Db, subjectCode: string): Promise<Office | undefined> => {
  const subject: SubjectRow | undefined = await db('office_subjects').where({ subject_code: subjectCode }).first()
  return subject === undefined ? undefined : findOffice(db, subject.office_id)
}

/** Changes what an administrator may change of an office. Errors: a unique violation when its code is another's. */
export const updateOffice = async (
  db: Db,
  id: number,
  office: Omit<Office, 'id' | 'siteNo' | 'subjects' | 'mergedInto'>,
): Promise<void> => {
  await db('offices').where({ id }).update({
    short_name: office.shortName,
    full_name: office.fullName,
    code: office.code,
    exchange_code: office.exchangeCode,
    mailbox: office.mailbox,
    phone: office.phone,
    website: office.website,
    time_zone: office.timeZone,
    closed_at: office.closedAt,
  })
}

type SubjectRow = { subject_code: string; office_id: number; name: string; territory: string }
type OfficeRow = {
  id: number
  site_no: string
  short_name: string
  full_name: string
  code: string | null
  exchange_code: string | null
  mailbox: string | null
  phone: string | null
  website: string | null
  time_zone: string
  closed_at: string | null
  merged_into: number | null
}

const toOffice = (row: OfficeRow, subjects: SubjectRow[]): Office => ({
  id: row.id,
  siteNo: row.site_no,
  shortName: row.short_name,
  fullName: row.full_name,
  code: row.code,
  exchangeCode: row.exchange_code,
  mailbox: row.mailbox,
  phone: row.phone,
  website: row.website,
  timeZone: row.time_zone,
  closedAt: row.closed_at,
  mergedInto: row.merged_into,
  subjects: subjects.filter(subject => subject.office_id === row.id).map(toSubject),
})

const toSubject = (row: SubjectRow): Subject => ({
  code: row.subject_code,
  name: row.name,
  territory: row.territory,
})
