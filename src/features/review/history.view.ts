import type { HistoryEntry } from '../../audit/audit'
import type { AuditEvent } from '../../audit/events'
import type { Db, Instant } from '../../db/db'
import { formatDateTime } from '../../http/dates'
import type { SentApplication } from '../applications/application'
import type { Reference } from '../reference/reference'
import { placeOf } from '../registration/protocol'
import type { Note } from './notes.repository'

/** A sentence for every event that an application can have. */
const SENTENCES: Partial<Record<AuditEvent, string>> = {
  'application.created': 'Заявка начата',
  'application.link_sent': 'Ссылка на черновик отправлена по электронной почте',
  'application.certificate_added': 'Добавлен сертификат',
  'application.certificate_removed': 'Удалён сертификат',
  'signature.received': 'Загружена электронная подпись',
  'signature.rechecked': 'Электронная подпись проверена ещё раз',
  'application.submitted': 'Заявка отправлена',
  'application.resubmitted': 'Заявка исправлена и отправлена снова',
  'application.taken': 'Заявка взята на рассмотрение',
  'application.released': 'Заявка возвращена в очередь',
  'application.handed_over': 'Заявка передана в другой территориальный орган',
  'application.note_added': 'Добавлена служебная заметка',
  'application.returned': 'Заявка возвращена на исправление',
  'application.rejected': 'Заявка отклонена',
  'application.approved': 'Заявка одобрена',
  'application.withdrawn': 'Заявка отозвана',
  'application.discarded': 'Черновик удалён',
}

/** What was written along with the steps; `reason` is the name of the one for which it was rejected. */
export type Said = { remarks: readonly Remark[]; notes: readonly Note[]; reference: Reference; reason: string }

type Remark = { sequence: number; field: string; text: string }

/** The remarks on everything that was handed in so far. */
export const listAllRemarks = (db: Db, applicationId: number): Promise<Remark[]> =>
  db('application_remarks').where({ application_id: applicationId }).orderBy('id').select('sequence', 'field', 'text')

/** What happened to an application, oldest first, with the remarks and the reason where they were given. */
export const historyItems = (
  entries: readonly HistoryEntry[],
  said: Said,
  application: SentApplication,
  timeZone: string,
) =>
  entries.flatMap(({ at, event, actorKind, staffName, details }) => {
    const what = SENTENCES[event]
    if (what === undefined) return []
    return [
      {
        what,
        time: { text: formatDateTime(at, timeZone), datetime: at },
        who: actorKind === 'system' ? 'система' : (staffName ?? 'заявитель'),
        note:
          event === 'application.handed_over'
            ? handedOver(at, details, said)
            : noteOf(event, details, said, application),
      },
    ]
  })

/** From where to where, and why: the reason was written at the same moment. */
const handedOver = (
  at: Instant,
  { fromOffice, toOffice }: Record<string, unknown>,
  { notes, reference }: Said,
): string => {
  const name = (id: unknown) => reference.office(Number(id))?.shortName ?? ''
  const reason = notes.find(({ kind, createdAt }) => kind === 'hand_over' && createdAt === at)?.text ?? ''
  return `${name(fromOffice)} → ${name(toOffice)}\n${reason}`
}

const noteOf = (
  event: AuditEvent,
  details: Record<string, unknown>,
  { remarks, reason }: Said,
  application: SentApplication,
): string => {
  if (event === 'application.rejected') return `${reason}.\n${application.decisionText ?? ''}`
  if (event !== 'application.returned') return ''
  return remarks
    .filter(({ sequence }) => sequence === details.sequence)
    .map(({ field, text }) => `${placeOf(field).field}: ${text}`)
    .join('\n')
}
