import type { Day, Instant } from '../../db/db'
import { dayIn, formatDate } from '../../http/dates'
import type { Status } from '../applications/application.status'

export type Deadline = { day: string; word: 'просрочена' | 'сегодня' | undefined }

/**
 * By when the office has to decide, and how urgent that is by its own clock. Undefined when it is not the office's turn.
 * `dueAt` is the end of the day `dueOn` in the office's time zone.
 */
export const deadlineView = (
  { status, dueOn, dueAt }: { status: Status; dueOn: Day; dueAt: Instant },
  now: Date,
  timeZone: string,
): Deadline | undefined => {
  if (status !== 'submitted' && status !== 'in_review') return undefined
  const word = dueAt <= now.toISOString() ? 'просрочена' : dueOn === dayIn(now, timeZone) ? 'сегодня' : undefined
  return { day: formatDate(dueOn), word }
}
