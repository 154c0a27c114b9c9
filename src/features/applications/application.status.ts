import type { AuditEvent } from '../../audit/events'
import { conflict } from '../../http/errors'

/** The states of an application, in the words of the field. */
export const STATUSES = ['draft', 'submitted', 'in_review', 'returned', 'approved', 'rejected', 'withdrawn'] as const
export type Status = (typeof STATUSES)[number]

export const STATUS_NAMES: Record<Status, string> = {
  draft: 'Черновик',
  submitted: 'Отправлена',
  in_review: 'На рассмотрении',
  returned: 'Возвращена на исправление',
  approved: 'Одобрена',
  rejected: 'Отклонена',
  withdrawn: 'Отозвана заявителем',
}

/** While an application is open no other one of the same ОКПО may be sent. */
export const OPEN: readonly Status[] = ['submitted', 'in_review', 'returned']

/** The applicant may change what is typed. */
export const isEditable = (status: Status): boolean => status === 'draft' || status === 'returned'

type Move = { from: readonly Status[]; to: Status; who: 'applicant' | 'staff'; event: AuditEvent }

/** Every move there is. What is not in this table cannot happen. */
export const MOVES = {
  send: { from: ['draft'], to: 'submitted', who: 'applicant', event: 'application.submitted' },
  sendAgain: { from: ['returned'], to: 'submitted', who: 'applicant', event: 'application.resubmitted' },
  withdraw: { from: OPEN, to: 'withdrawn', who: 'applicant', event: 'application.withdrawn' },
  take: { from: ['submitted'], to: 'in_review', who: 'staff', event: 'application.taken' },
  release: { from: ['in_review'], to: 'submitted', who: 'staff', event: 'application.released' },
  handOver: { from: ['submitted', 'in_review'], to: 'submitted', who: 'staff', event: 'application.handed_over' },
  return: { from: ['in_review'], to: 'returned', who: 'staff', event: 'application.returned' },
  reject: { from: ['in_review'], to: 'rejected', who: 'staff', event: 'application.rejected' },
  approve: { from: ['in_review'], to: 'approved', who: 'staff', event: 'application.approved' },
} as const satisfies Record<string, Move>

export type MoveName = keyof typeof MOVES

/** Throws a conflict (409) in words when the application is not in a state from which the move starts. */
export const ensureAllowed = (name: MoveName, status: Status): void => {
  const move: Move = MOVES[name]
  if (!move.from.includes(status))
    throw conflict(`Состояние заявки уже изменилось: «${STATUS_NAMES[status]}». Действие не выполнено.`)
}
