import type { AuditEvent } from '../../audit/events'
import type { Instant } from '../../db/db'

export type Status = 'waiting' | 'answered' | 'closed'

export type Question = {
  /** Also the number that people are told. */
  id: number
  /** null: nobody's region was chosen, the administrator of the system answers. */
  officeId: number | null
  /** Of the respondent who asked; null for a visitor. */
  organisationId: number | null
  askerName: string
  /** Where letters go, in its ASCII form; the register may know no address of an organisation. */
  email: string | null
  section: number
  subject: string
  status: Status
  statusSince: Instant
  /** Goes up with every message and every move: whoever answers says which thread they have read. */
  version: number
  createdAt: Instant
}

export type Message = {
  id: number
  author: 'asker' | 'staff'
  authorName: string
  staffId: number | null
  text: string
  createdAt: Instant
}

/** Every step of a question: from where, to where, and what the audit log says of it. */
export const MOVES = {
  write: { from: ['waiting', 'answered'], to: 'waiting', event: 'support.written' },
  answer: { from: ['waiting', 'answered'], to: 'answered', event: 'support.answered' },
  close: { from: ['waiting', 'answered'], to: 'closed', event: 'support.closed' },
} as const satisfies Record<string, { from: readonly Status[]; to: Status; event: AuditEvent }>

export type Move = keyof typeof MOVES

export const mayMove = (move: Move, { status }: Pick<Question, 'status'>): boolean =>
  (MOVES[move].from as readonly Status[]).includes(status)

/** How the states are called, at the office and to whoever asked. */
export const STATUS_TAGS = {
  waiting: { text: 'Ждёт ответа', tone: 'attention' },
  answered: { text: 'Есть ответ', tone: 'success' },
  closed: { text: 'Закрыт', tone: 'neutral' },
} as const satisfies Record<Status, { text: string; tone: string }>

/** A thread of so many messages takes no more from whoever asks: a new question is easier to answer. */
export const MOST_MESSAGES = 50
