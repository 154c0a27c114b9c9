import type { Knex } from 'knex'
import type { Db, Instant } from '../db/db'
import type { Attachment, LetterState } from './letter'

export type LetterSummary = {
  id: number
  kind: string
  recipient: string
  subject: string
  state: LetterState
  attempts: number
  dueAt: Instant
  /** Code of the last failure, `RCPT TO 550 5.1.1`: never the server's words, they name people. */
  lastError: string | undefined
  applicationId: number | undefined
  organisationId: number | undefined
  createdAt: Instant
  sentAt: Instant | undefined
}

export type StoredLetter = LetterSummary & { body: string; attachments: Attachment[] }

/** Letters newest first; the next page is the one before the last `id` of this page. */
export const recentLetters = async (db: Db, limit: number, before?: number): Promise<LetterSummary[]> => {
  const query = db('outbox_letters').select(SUMMARY).orderBy('id', 'desc').limit(limit)
  const rows = await (before === undefined ? query : query.where('id', '<', before))
  return rows.map(toSummary)
}

/** The letters of one state or to one recipient, for a page by their number; rows are as `LetterSummary`. */
export const summaries = (db: Db, of: { state: LetterState } | { recipient: string }): Knex.QueryBuilder => {
  const query = db('outbox_letters').select(SUMMARY_AS)
  return 'state' in of ? inState(query, of.state) : query.where(of)
}

/** Up to so many letters are counted: of a longer jam nobody needs the length. */
export const COUNTED = 10_000

/** How many letters did not go out yet, and how many never will; `COUNTED + 1` where there are more than are counted. */
export const countUnsent = async (db: Db): Promise<Record<'waiting' | 'failed', number>> => {
  const count = async (state: LetterState): Promise<number> => {
    const some = inState(db('outbox_letters').select('id'), state).limit(COUNTED + 1)
    const [row] = (await db.from(some.as('some')).count({ total: '*' })) as [{ total: number }]
    return row.total
  }
  return { waiting: await count('waiting'), failed: await count('failed') }
}

/** Written into the statement: an index of one state serves no statement that is told the state later. */
const inState = (query: Knex.QueryBuilder, state: LetterState): Knex.QueryBuilder =>
  query.whereRaw(`state = '${state}'`)

/** One letter with its text and attachments. */
export const findLetter = async (db: Db, id: number): Promise<StoredLetter | undefined> => {
  const row = await db('outbox_letters')
    .select([...SUMMARY, 'body'])
    .where({ id })
    .first()
  if (row === undefined) return undefined
  const attachments = await attachmentsOf(db, [id])
  return { ...toSummary(row), body: row.body, attachments: attachments.get(id) ?? [] }
}

/**
 * «Отправить ещё раз»: a letter that failed, or that waits for its next attempt, is due now and has all its attempts
 * again. False when there is nothing to do: no such letter, sent already, or being sent at this moment.
 */
export const retryLetter = async (db: Db, id: number, now: Instant): Promise<boolean> => {
  const changed = await db('outbox_letters')
    .where({ id })
    .whereNot({ state: 'sent' })
    .where(free => void free.whereNull('locked_until').orWhere('locked_until', '<=', now))
    .update({ state: 'waiting', attempts: 0, due_at: now, locked_by: null, locked_until: null })
  return changed === 1
}

/** The attachments of letters, each in its order. */
export const attachmentsOf = async (db: Db, letterIds: number[]): Promise<Map<number, Attachment[]>> => {
  const found = new Map<number, Attachment[]>(letterIds.map(id => [id, []]))
  if (letterIds.length === 0) return found
  const rows = await db('outbox_attachments').whereIn('letter_id', letterIds).orderBy(['letter_id', 'position'])
  for (const row of rows) {
    found.get(row.letter_id)?.push({ fileName: row.file_name, contentType: row.content_type, content: row.content })
  }
  return found
}

const SUMMARY = [
  'id',
  'kind',
  'recipient',
  'subject',
  'state',
  'attempts',
  'due_at',
  'last_error',
  'application_id',
  'organisation_id',
  'created_at',
  'sent_at',
]

const SUMMARY_AS = {
  id: 'id',
  kind: 'kind',
  recipient: 'recipient',
  subject: 'subject',
  state: 'state',
  attempts: 'attempts',
  dueAt: 'due_at',
  lastError: 'last_error',
  createdAt: 'created_at',
  sentAt: 'sent_at',
}

type SummaryRow = {
  id: number
  kind: string
  recipient: string
  subject: string
  state: LetterState
  attempts: number
  due_at: Instant
  last_error: string | null
  application_id: number | null
  organisation_id: number | null
  created_at: Instant
  sent_at: Instant | null
}

const toSummary = (row: SummaryRow): LetterSummary => ({
  id: row.id,
  kind: row.kind,
  recipient: row.recipient,
  subject: row.subject,
  state: row.state,
  attempts: row.attempts,
  dueAt: row.due_at,
  lastError: row.last_error ?? undefined,
  applicationId: row.application_id ?? undefined,
  organisationId: row.organisation_id ?? undefined,
  createdAt: row.created_at,
  sentAt: row.sent_at ?? undefined,
})
