import type { AuditEvent } from '../../audit/events'

/** What becomes of a report (system description, section 6). «Не предоставлен» is the absence of any of these. */
export type ReportStatus =
  | 'draft'
  | 'sent'
  | 'delivered'
  | 'accepted'
  | 'needs_clarification'
  | 'refused_format'
  | 'refused_other_way'

export type Told = { text: string; tone: 'info' | 'neutral' | 'attention' | 'success' | 'danger' }

export const STATUSES: Record<ReportStatus, Told> = {
  draft: { text: 'Черновик', tone: 'info' },
  sent: { text: 'Отправлен, ожидает загрузки', tone: 'info' },
  delivered: { text: 'Доставлен', tone: 'info' },
  accepted: { text: 'Принят', tone: 'success' },
  needs_clarification: { text: 'Требует уточнения', tone: 'attention' },
  refused_format: { text: 'Отклонён: несоответствие формату', tone: 'danger' },
  refused_other_way: { text: 'Отклонён: сдан другим способом', tone: 'neutral' },
}

/** Due and nothing started. */
export const NOT_HANDED_IN: Told = { text: 'Не предоставлен', tone: 'attention' }

/** The four answers of an office. */
export const ANSWERS = ['accepted', 'needs_clarification', 'refused_format', 'refused_other_way'] as const
export type Answer = (typeof ANSWERS)[number]

type Move = { from: readonly ReportStatus[]; event: AuditEvent }

/** Which states a report comes to from which, for the office's side. */
export const MOVES: Record<Answer | 'delivered', Move> = {
  delivered: { from: ['sent'], event: 'report.delivered' },
  accepted: { from: ['sent', 'delivered'], event: 'report.accepted' },
  needs_clarification: { from: ['sent', 'delivered'], event: 'report.needs_clarification' },
  refused_format: { from: ['sent', 'delivered'], event: 'report.refused_format' },
  refused_other_way: { from: ['sent', 'delivered'], event: 'report.refused_other_way' },
}

/** After these the respondent may send a correction. */
export const CORRECTABLE: readonly ReportStatus[] = ['accepted', 'needs_clarification', 'refused_format']
