import type { Actor } from '../../audit/audit'
import type { Deps } from '../../deps'
import type { Letter } from '../../mail/letter'
import { queueLetter } from '../../mail/outbox'
import { moveApplication } from '../applications/move-application'
import { findOrganisation, lockOrganisation, type Organisation } from '../organisations/organisations.repository'
import { applyChange } from '../profile/apply-change'
import { changeLines } from '../profile/change.view'
import { changedFields, recordValues } from '../profile/changed-fields'
import { findSent } from '../signatures/signatures.repository'
import { concernsAbout } from './concerns'
import { decisionLetter } from './decision-letters'
import type { Subject } from './decision-page'
import { MoveRefused, type Work } from './move'
import { requestedFields, requestedLines, staleConcerns } from './requested-change'

const fieldsOf = ({ application, handedIn, reference }: Subject) =>
  requestedFields(application, handedIn, reference) ?? []

/** What a specialist looks at before a change is approved: the record under it, and the warnings of the protocol. */
export const changeConcerns = (subject: Subject): string[] => [
  ...staleConcerns(requestedLines(fieldsOf(subject), subject.handedIn, subject.reference)),
  ...subject.handedIn.findings.filter(({ severity }) => severity === 'warning').map(({ message }) => message),
]

/** Why the change cannot be approved, whatever it says. */
export const changeObstacle = ({ application, handedIn: { organisation } }: Subject): string | undefined => {
  if (organisation === undefined || organisation.archivedAt !== null)
    return `Организации с ОКПО ${application.okpo} в регистре нет или она в архиве, поэтому менять её данные нельзя: отклоните заявку и объясните причину.`
  return undefined
}

/** What has to be looked at before an application of either kind is approved. */
export const concernsOf = (subject: Subject): string[] =>
  subject.application.kind === 'change' ? changeConcerns(subject) : concernsAbout(subject.handedIn, subject.reference)

export const changeLetter = (deps: Deps, subject: Subject): Letter =>
  decisionLetter(deps, subject.application, 'approved', { fields: changeLines(fieldsOf(subject), subject.reference) })

/**
 * Changes the record of the organisation, and nothing else: no account, no contacts, no certificates. Refuses when the
 * record has become another one since the specialist looked.
 */
export const changeWork = (subject: Subject, actor: Actor, letter: Letter): Work => {
  const { staff, handedIn, reference } = subject
  const general = handedIn.general.value
  if (general === undefined) throw new Error('what was handed in does not parse any more')
  const fields = fieldsOf(subject)
  return async (trx, locked, at) => {
    const looked = handedIn.organisation
    if (looked === undefined) throw new MoveRefused(ANOTHER)
    await lockOrganisation(trx, looked.id)
    const organisation = await findOrganisation(trx, looked.id)
    if (organisation === undefined || isAnother(looked, organisation, subject)) throw new MoveRefused(ANOTHER)
    const signature = await findSent(trx, { kind: 'application', id: locked.id }, locked.submissions)
    const change = await applyChange(
      trx,
      {
        organisation,
        fields,
        general,
        number: locked.number,
        confirmedBy: 'office',
        applicationId: locked.id,
        signer: signature?.signer ?? null,
      },
      { actor, at, reference },
    )
    await moveApplication(trx, locked, {
      move: 'approve',
      actor,
      at,
      set: { decided_at: at, decided_by: staff.staffId },
      details: { sequence: locked.submissions, organisation: organisation.id, change },
    })
    await queueLetter(trx, { ...letter, organisationId: organisation.id }, at)
  }
}

const isAnother = (looked: Organisation, now: Organisation, { reference }: Subject): boolean =>
  now.archivedAt !== null ||
  changedFields(recordValues(looked, reference), recordValues(now, reference), reference).length > 0

const ANOTHER =
  'Данные организации только что изменились, поэтому заявка не одобрена. Откройте её ещё раз и проверьте, что теперь записано в регистре.'
