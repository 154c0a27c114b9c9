import type { Actor } from '../../audit/audit'
import type { Deps } from '../../deps'
import { formatDate } from '../../http/dates'
import { OptionList } from '../../http/option-list'
import { queueLetter } from '../../mail/outbox'
import type { Finding } from '../../validation/finding'
import type { RawValues } from '../../validation/form'
import type { SentApplication } from '../applications/application'
import { moveApplication } from '../applications/move-application'
import { type Office, officeLabel } from '../offices/office'
import type { Reference } from '../reference/reference'
import { decisionLetter } from './decision-letters'
import type { Decided } from './decision-page'
import { handOverForm } from './hand-over.form'
import { insertNote } from './notes.repository'
import type { OfficeStaff } from './queue.lists'

export type HandOver = { office: Office; reason: string }

/** The offices that may get an application: all that are open, but the own one. */
export const otherOffices = (reference: Reference, { officeId }: OfficeStaff): OptionList =>
  new OptionList(
    reference.offices
      .filter(({ id, closedAt }) => closedAt === null && id !== officeId)
      .map(office => ({ value: String(office.id), text: officeLabel(office) })),
    'Выберите ТОГС',
  )

/** What was typed, or what is wrong with it. */
export const readHandOver = (
  raw: RawValues,
  reference: Reference,
  { officeId }: OfficeStaff,
): { given: HandOver } | { errors: Finding[] } => {
  const { value, known, errors } = handOverForm.parse(raw)
  const office = known.office === undefined ? undefined : reference.office(known.office)
  if (known.office !== undefined && (office === undefined || office.closedAt !== null || office.id === officeId))
    return { errors: [NO_SUCH_OFFICE, ...errors] }
  return value === undefined || office === undefined ? { errors } : { given: { office, reason: value.reason } }
}

const NO_SUCH_OFFICE: Finding = {
  field: 'office',
  severity: 'error',
  rule: 'office.unknown',
  message: 'Этому ТОГС передать заявку нельзя: выберите другой из списка',
}

/**
 * The application goes to another office: it is new there, its deadline stays, and the counts of both offices change
 * with it. The applicant gets a letter, the colleagues the reason as a note.
 */
export const handOver = (
  deps: Pick<Deps, 'letters' | 'config'>,
  application: SentApplication,
  { office, reason }: HandOver,
  { staff, actor }: { staff: OfficeStaff; actor: Actor },
): Decided => {
  const letter = decisionLetter(deps, application, 'handed_over', {
    office: officeLabel(office),
    phone: office.phone ?? '',
    reason,
    dueOn: formatDate(application.dueOn),
  })
  return {
    letter,
    work: async (trx, locked, at) => {
      await moveApplication(trx, locked, {
        move: 'handOver',
        actor,
        at,
        set: { office_id: office.id, assigned_to: null },
        details: { fromOffice: locked.officeId, toOffice: office.id, assignedTo: locked.assignedTo },
      })
      await insertNote(trx, {
        applicationId: locked.id,
        staffId: staff.staffId,
        kind: 'hand_over',
        text: reason,
        at,
      })
      await queueLetter(trx, { ...letter, dedupeKey: `application_handed_over:${locked.id}:${locked.version}` }, at)
    },
  }
}
