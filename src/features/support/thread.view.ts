import { formatDateTime } from '../../http/dates'
import { sectionName } from '../faq/sections'
import type { Reference } from '../reference/reference'
import { type Message, mayMove, type Question, STATUS_TAGS } from './question'

type Item = { what: string; time: { text: string; datetime: string }; note: string }

/** The thread as whoever asked reads it: it is an office that answers them, not a person. */
export const threadForAsker = (question: Question, messages: readonly Message[], known: Reference) => ({
  ...headOf(question),
  mayWrite: mayMove('write', question),
  messages: messages.map(message =>
    itemOf(message, message.author === 'asker' ? message.authorName : answerer(question, known)),
  ),
})

/** The same for staff, in the time of their office. */
export const threadForStaff = (question: Question, messages: readonly Message[], timeZone: string) => ({
  ...headOf(question),
  mayAnswer: mayMove('answer', question),
  messages: messages.map(message =>
    itemOf(message, message.author === 'staff' ? `Ответ: ${message.authorName}` : message.authorName, timeZone),
  ),
})

const headOf = (question: Question) => ({
  number: question.id,
  subject: question.subject,
  section: sectionName(question.section),
  state: STATUS_TAGS[question.status],
})

const itemOf = ({ createdAt, text }: Message, what: string, timeZone?: string): Item => ({
  what,
  time: { text: formatDateTime(createdAt, timeZone), datetime: createdAt },
  note: text,
})

const answerer = ({ officeId }: Question, known: Reference): string => {
  const office = officeId === null ? undefined : known.office(officeId)
  return office === undefined ? 'Ответ службы поддержки' : `Ответ: ${office.shortName}`
}
