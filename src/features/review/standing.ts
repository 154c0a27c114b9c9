import { type HistoryEntry, historyOf } from '../../audit/audit'
import type { Db } from '../../db/db'
import { formatDateTime } from '../../http/dates'
import type { SentApplication } from '../applications/application'
import { MOVES, type MoveName } from '../applications/application.status'
import type { OfficeStaff } from './queue.lists'

/** Whether a member of staff may make a move now; if not, whether it is already made by them, or what happened instead. */
export type Standing = { kind: 'allowed' } | { kind: 'repeated' } | { kind: 'refused'; sentence: string }

/**
 * Taking is for everybody, releasing and handing over for whoever has the application or an administrator (what nobody
 * has, anybody may hand over), deciding for whoever has it.
 */
const mayMove = (move: MoveName, application: SentApplication, staff: OfficeStaff): boolean => {
  if (move === 'take') return application.status === 'submitted'
  if (application.status === 'submitted') return move === 'handOver'
  if (application.status !== 'in_review') return false
  return application.assignedTo === staff.staffId || (NEEDS_NO_JUDGEMENT.has(move) && staff.role === 'office_admin')
}

const NEEDS_NO_JUDGEMENT: ReadonlySet<MoveName> = new Set(['release', 'handOver'])

/**
 * Looks at an application for a move. `seen` is the number of the submission that the decision is about: nobody decides
 * on what the applicant has replaced since.
 */
export const standingOf = async (
  db: Db,
  move: MoveName,
  application: SentApplication,
  staff: OfficeStaff,
  seen: number = application.submissions,
): Promise<Standing> => {
  if (mayMove(move, application, staff) && seen === application.submissions) return { kind: 'allowed' }
  const last = (await historyOf(db, { kind: 'application', id: application.id })).findLast(({ event }) =>
    IS_MOVE.has(event),
  )
  const isMine = last?.event === MOVES[move].event && last.actorKind === 'staff' && last.actorId === staff.staffId
  if (isMine && seen === application.submissions) return { kind: 'repeated' }
  return { kind: 'refused', sentence: sentenceFor(application, last, staff, seen) }
}

const IS_MOVE: ReadonlySet<string> = new Set(Object.values(MOVES).map(({ event }) => event))

const sentenceFor = (
  application: SentApplication,
  last: HistoryEntry | undefined,
  staff: OfficeStaff,
  seen: number,
): string => {
  const { number, status } = application
  const when = formatDateTime(last?.at ?? application.updatedAt, staff.timeZone)
  const who = last?.staffName ?? 'специалист'
  if (seen !== application.submissions)
    return `Заявитель исправил заявку № ${number} и отправил её снова ${formatDateTime(application.submittedAt, staff.timeZone)}. Откройте заявку и проверьте новые данные.`
  switch (status) {
    case 'submitted':
      return last?.event === 'application.released'
        ? `Заявка № ${number} возвращена в очередь: ${who}, ${when}. Чтобы принять решение, сначала возьмите её в работу.`
        : `Заявка № ${number} ещё не взята в работу. Чтобы принять решение, сначала возьмите её в работу.`
    case 'in_review':
      return application.assignedTo === staff.staffId
        ? `Заявка № ${number} уже у вас в работе: взята ${when}.`
        : `Заявку № ${number} уже рассматривает ${who}: взята ${when}.`
    case 'approved':
      return `Заявка № ${number} уже одобрена: ${who}, ${when}.`
    case 'rejected':
      return `Заявка № ${number} уже отклонена: ${who}, ${when}.`
    case 'returned':
      return `Заявка № ${number} уже возвращена на исправление: ${who}, ${when}.`
    default:
      return `Заявитель отозвал заявку № ${number}: ${when}.`
  }
}
