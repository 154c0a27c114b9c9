import { type Actor, audit } from '../../audit/audit'
import type { Deps } from '../../deps'
import { type Message, MOST_MESSAGES, MOVES, mayMove, type Question } from './question'
import {
  insertMessage,
  insertQuestion,
  listMessages,
  lockQuestion,
  type NewQuestion,
  questionOfForm,
  RepeatedForm,
  updateStatus,
} from './support.repository'
import { queueSupportLetter } from './support-letters'

type Means = Pick<Deps, 'db' | 'clock' | 'letters' | 'config'>
type Written = { text: string; key: string }

/**
 * A new question with its first message, the letter that it was received and the audit record: all or nothing. The same
 * form sent twice is one question. Returns its number.
 */
export const askQuestion = async (
  deps: Means,
  question: NewQuestion,
  { text, key }: Written,
  actor: Actor,
): Promise<number> => {
  const at = deps.clock().toISOString()
  try {
    return await deps.db.transaction(async trx => {
      const id = await insertQuestion(trx, question, at)
      const message = { author: 'asker', authorName: question.askerName, staffId: null, text, key } as const
      await insertMessage(trx, { ...message, questionId: id }, at)
      await queueSupportLetter(deps, trx, { ...question, id }, { kind: 'received' }, at)
      const { officeId, section } = question
      await audit(trx, {
        event: 'support.asked',
        actor,
        subject: { kind: 'support_question', id },
        at,
        details: { officeId, section },
      })
      return id
    })
  } catch (error) {
    const first = error instanceof RepeatedForm ? await questionOfForm(deps.db, key) : undefined
    if (first === undefined) throw error
    return first
  }
}

export type Outcome = 'done' | 'closed' | 'full'

/**
 * Another message of whoever asked: the question waits again, in the place where it waits already. The same form sent
 * twice is one message.
 */
export const writeMore = (
  { db, clock }: Means,
  { id, askerName }: Pick<Question, 'id' | 'askerName'>,
  { text, key }: Written,
  actor: Actor,
): Promise<Outcome> =>
  db.transaction(async trx => {
    const question = await lockQuestion(trx, id)
    if ((await questionOfForm(trx, key)) !== undefined) return 'done'
    if (!mayMove('write', question)) return 'closed'
    if (isFull(await listMessages(trx, id))) return 'full'
    const at = clock().toISOString()
    const { to, event } = MOVES.write
    await insertMessage(trx, { questionId: id, author: 'asker', authorName: askerName, staffId: null, text, key }, at)
    await updateStatus(trx, question, to, question.status === to ? null : at)
    await audit(trx, { event, actor, subject: { kind: 'support_question', id }, at })
    return 'done'
  })

export const isFull = (messages: readonly Message[]): boolean => messages.length >= MOST_MESSAGES
