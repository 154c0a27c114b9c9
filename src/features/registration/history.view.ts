import type { HistoryEntry } from '../../audit/audit'
import type { AuditEvent } from '../../audit/events'
import { formatDateTime } from '../../http/dates'

/** What the applicant is told of the history: the steps, not the names of the staff. */
const WORDS: Partial<Record<AuditEvent, string>> = {
  'application.submitted': 'Заявка отправлена',
  'application.resubmitted': 'Заявка исправлена и отправлена снова',
  'application.taken': 'Специалист взял заявку на рассмотрение',
  'application.released': 'Заявка возвращена в очередь',
  'application.handed_over': 'Заявка передана в другой территориальный орган (ТОГС)',
  'application.returned': 'Заявка возвращена на исправление',
  'application.rejected': 'Заявка отклонена',
  'application.approved': 'Заявка одобрена',
  'application.withdrawn': 'Заявка отозвана',
}

export const applicantHistory = (entries: readonly HistoryEntry[], timeZone: string | undefined) =>
  entries.flatMap(({ event, at }) => {
    const what = WORDS[event]
    return what === undefined ? [] : [{ what, time: { text: formatDateTime(at, timeZone), datetime: at } }]
  })
