import type { Knex } from 'knex'
import { clientNetwork } from '../accounts/client-network'
import { createThrottle } from '../accounts/throttle'
import { inMinutes } from '../accounts/waiting'

const HOUR = 3600
const DAY = 24 * HOUR

/** Who writes: a visitor from an address and with an e-mail, or a respondent. */
export type Writer = { address: string | undefined; email: string } | { organisationId: number }

export type SupportLimits = {
  /** Counts a new question. Returns how many seconds to wait; 0 when it may go on. */
  ask(writer: Writer): Promise<number>
  /** Counts another message to a question. */
  write(questionId: number): Promise<number>
}

/**
 * Ten questions an hour from one address, five a day with one e-mail, so that nobody's mailbox is flooded with letters
 * of ours, twenty an hour of one respondent, and ten messages an hour to one question.
 */
export const createSupportLimits = (db: Knex): SupportLimits => {
  const byAddress = createThrottle(db, { name: 'support.address', points: 10, seconds: HOUR })
  const byEmail = createThrottle(db, { name: 'support.email', points: 5, seconds: DAY })
  const byRespondent = createThrottle(db, { name: 'support.respondent', points: 20, seconds: HOUR })
  const byQuestion = createThrottle(db, { name: 'support.question', points: 10, seconds: HOUR })
  return {
    ask: async writer => {
      if ('organisationId' in writer) return byRespondent.take(String(writer.organisationId))
      const seconds = await byAddress.take(clientNetwork(writer.address))
      return seconds > 0 ? seconds : byEmail.take(writer.email)
    },
    write: questionId => byQuestion.take(String(questionId)),
  }
}

/** Beside the text, which stays on the page. */
export const tooOften = (seconds: number) => ({
  field: 'text',
  severity: 'error' as const,
  rule: 'support.too_many',
  message: `Вопросов за последнее время слишком много. Ваш текст остался на странице: отправьте его ${inMinutes(seconds)}`,
})
