import { type Actor, audit } from '../../audit/audit'
import type { Deps } from '../../deps'
import { MOVES, type Move, mayMove, type Question } from './question'
import { insertMessage, lockQuestion, questionOfForm, updateStatus } from './support.repository'
import { queueSupportLetter } from './support-letters'

type Means = Pick<Deps, 'db' | 'clock' | 'letters' | 'config'>
/** Who acts, and the version of the thread that they have read. */
type By = { staff: { staffId: number; name: string }; version: number; actor: Actor }

/** `changed`: somebody wrote, answered or closed in the meantime, and nothing was done. */
export type Outcome = 'done' | 'changed'

const isSeen = (move: Move, question: Question, version: number): boolean =>
  question.version === version && mayMove(move, question)

/** The answer with its letter and its audit record. The same form sent twice is one answer. */
export const answerQuestion = (
  deps: Means,
  id: number,
  { text, key }: { text: string; key: string },
  { staff, version, actor }: By,
): Promise<Outcome> =>
  deps.db.transaction(async trx => {
    const question = await lockQuestion(trx, id)
    if ((await questionOfForm(trx, key)) !== undefined) return 'done'
    if (!isSeen('answer', question, version)) return 'changed'
    const at = deps.clock().toISOString()
    const message = { author: 'staff', authorName: staff.name, staffId: staff.staffId, text, key } as const
    const messageId = await insertMessage(trx, { ...message, questionId: id }, at)
    await updateStatus(trx, question, MOVES.answer.to, at)
    await queueSupportLetter(deps, trx, question, { kind: 'answered', messageId, answer: text }, at)
    await audit(trx, { event: MOVES.answer.event, actor, subject: { kind: 'support_question', id }, at })
    return 'done'
  })

/** Nobody writes to a closed question any more. Whoever never got an answer is told by letter. */
export const closeQuestion = (deps: Means, id: number, { version, actor }: Omit<By, 'staff'>): Promise<Outcome> =>
  deps.db.transaction(async trx => {
    const question = await lockQuestion(trx, id)
    if (question.status === 'closed') return 'done'
    if (!isSeen('close', question, version)) return 'changed'
    const at = deps.clock().toISOString()
    await updateStatus(trx, question, MOVES.close.to, at)
    if (question.status === 'waiting') await queueSupportLetter(deps, trx, question, { kind: 'closed', version }, at)
    await audit(trx, {
      event: MOVES.close.event,
      actor,
      subject: { kind: 'support_question', id },
      at,
      details: { from: question.status },
    })
    return 'done'
  })
