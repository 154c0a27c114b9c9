import type { Db, Instant } from '../../db/db'
import type { List } from '../../db/keyset'
import type { Message, Question, Status } from './question'

const QUESTION = {
  id: 'id',
  officeId: 'office_id',
  organisationId: 'organisation_id',
  askerName: 'asker_name',
  email: 'email',
  section: 'section',
  subject: 'subject',
  status: 'status',
  statusSince: 'status_since',
  version: 'version',
  createdAt: 'created_at',
} as const

const MESSAGE = {
  id: 'id',
  author: 'author',
  authorName: 'author_name',
  staffId: 'staff_id',
  text: 'text',
  createdAt: 'created_at',
} as const

/** Throws away the transaction of a form that was sent before. */
export class RepeatedForm extends Error {}

export type NewQuestion = Pick<Question, 'officeId' | 'organisationId' | 'askerName' | 'email' | 'section' | 'subject'>

export const insertQuestion = async (db: Db, question: NewQuestion, at: Instant): Promise<number> => {
  const [row] = (await db('support_questions')
    .insert({
      office_id: question.officeId,
      organisation_id: question.organisationId,
      asker_name: question.askerName,
      email: question.email,
      section: question.section,
      subject: question.subject,
      status: 'waiting',
      status_since: at,
      created_at: at,
    })
    .returning('id')) as [{ id: number }]
  return row.id
}

export type NewMessage = Omit<Message, 'id' | 'createdAt'> & { questionId: number; key: string }

/** Throws RepeatedForm when a message of this form is there already. */
export const insertMessage = async (db: Db, message: NewMessage, at: Instant): Promise<number> => {
  const [row] = await db('support_messages')
    .insert({
      question_id: message.questionId,
      author: message.author,
      author_name: message.authorName,
      staff_id: message.staffId,
      text: message.text,
      form_key: message.key,
      created_at: at,
    })
    .onConflict('form_key')
    .ignore()
    .returning('id')
  if (row === undefined) throw new RepeatedForm()
  return row.id
}

/** The question that a message of this form belongs to. */
export const questionOfForm = async (db: Db, key: string): Promise<number | undefined> =>
  (await db('support_messages').where({ form_key: key }).first('question_id'))?.question_id

export const findQuestion = (db: Db, id: number): Promise<Question | undefined> =>
  db('support_questions').where({ id }).first(QUESTION)

/** Holds the question until the end of the transaction, so that whoever comes second sees what the first did. */
export const lockQuestion = (trx: Db, id: number): Promise<Question> =>
  trx('support_questions').where({ id }).forUpdate().first(QUESTION)

/** More than any thread has: whoever asks may write as many as `MOST_MESSAGES` says, staff only answer. */
const LONGEST_THREAD = 200

export const listMessages = (db: Db, questionId: number): Promise<Message[]> =>
  db('support_messages').where({ question_id: questionId }).orderBy('id').limit(LONGEST_THREAD).select(MESSAGE)

/** @param since null leaves the place in the queue as it is */
export const updateStatus = async (
  db: Db,
  { id, version }: Pick<Question, 'id' | 'version'>,
  status: Status,
  since: Instant | null,
): Promise<void> => {
  await db('support_questions')
    .where({ id })
    .update({ status, version: version + 1, ...(since === null ? {} : { status_since: since }) })
}

/** The queue of an office: who has waited longest first, of the others the latest first. */
export const queueOf = (db: Db, officeId: number | null, status: Status): List => ({
  order: {
    keys: [
      { property: 'statusSince', kind: 'instant' },
      { property: 'id', kind: 'integer' },
    ],
    direction: status === 'waiting' ? 'asc' : 'desc',
  },
  sources: [
    {
      query: db('support_questions').where({ office_id: officeId, status }).select(QUESTION),
      columns: ['status_since', 'id'],
    },
  ],
})

/** What a respondent has asked, the newest first. */
export const questionsOf = (db: Db, organisationId: number): List => ({
  order: { keys: [{ property: 'id', kind: 'integer' }], direction: 'desc' },
  sources: [
    { query: db('support_questions').where({ organisation_id: organisationId }).select(QUESTION), columns: ['id'] },
  ],
})

/** How many questions of an office wait, as far as it is worth knowing. */
export const countWaiting = async (db: Db, officeId: number | null, upTo: number): Promise<number> => {
  const rows: unknown[] = await db('support_questions')
    .where({ office_id: officeId, status: 'waiting' })
    .limit(upTo)
    .select('id')
  return rows.length
}
