import type { Knex } from 'knex'
import { type Actor, audit } from '../../audit/audit'
import type { Deps } from '../../deps'
import { formatDate, formatDateTime } from '../../http/dates'
import { paths } from '../../http/paths'
import { queueLetter } from '../../mail/outbox'
import { renderLetter } from '../../mail/templates'
import type { Finding } from '../../validation/finding'
import type { Application } from '../applications/application'
import type { General } from '../applications/general.form'
import { moveApplication } from '../applications/move-application'
import { searchName } from '../applications/search-name'
import { insertSubmission } from '../applications/submissions.repository'
import { reviewDeadline } from '../calendar/deadline'
import type { Reference } from '../reference/reference'
import { type NewSignature, storeSignature } from '../signatures/signatures.repository'
import { type Change, documentOf } from './change'

type ToHandIn = {
  general: General
  findings: readonly Finding[]
  /** A signature that a specialist has to look at. */
  signature?: NewSignature
  reference: Reference
  actor: Actor
}

/**
 * Sends a change to the office that has the organisation, as an application of the same queue as registrations: state,
 * what was sent, counts, signature, audit, letter, all in the caller's transaction.
 */
export const handInChange = async (
  deps: Deps,
  trx: Knex.Transaction,
  change: Change & { application: Application },
  { general, findings, signature, reference, actor }: ToHandIn,
): Promise<void> => {
  const { organisation, application, before, after } = change
  const office = reference.office(application.officeId ?? organisation.officeId)
  if (office === undefined) throw new Error('the organisation belongs to no office')
  const { bytes, sha256 } = documentOf(change)
  const at = deps.clock().toISOString()
  const { dueOn, dueAt } = reviewDeadline(at, office.timeZone, reference.calendar)
  const sequence = application.submissions + 1
  await moveApplication(trx, application, {
    move: application.status === 'draft' ? 'send' : 'sendAgain',
    actor,
    at,
    set: {
      office_id: office.id,
      enterprise_type: general.enterpriseType,
      inn: general.inn,
      short_name: general.shortName,
      search_name: searchName(general.shortName, general.fullName),
      email: general.email.ascii,
      signed: signature !== undefined,
      submissions: sequence,
      submitted_at: at,
      due_on: dueOn,
      due_at: dueAt,
      assigned_to: null,
    },
    details: { sequence, kind: 'change' },
  })
  const form = { ...application.form, general: after, before }
  const submission = { sequence, form, findings: JSON.stringify(findings), xml: bytes, sha256, submittedAt: at }
  await insertSubmission(trx, application.id, submission)
  if (signature !== undefined) {
    const subject = { kind: 'application', id: application.id } as const
    await storeSignature(trx, subject, signature, sequence)
    const details = { verdict: signature.verdict, document: sha256 }
    await audit(trx, { event: 'signature.received', actor, subject, at, details })
  }
  const { number, id } = application
  const letter = renderLetter(deps.letters, 'change-submitted', {
    number,
    okpo: organisation.okpo,
    name: organisation.shortName,
    office: reference.officeLabel(office),
    dueOn: formatDate(dueOn),
    submittedAt: formatDateTime(at, office.timeZone),
    link: `${deps.config.baseUrl}${paths.cabinet.change}`,
    again: sequence > 1,
  })
  await queueLetter(
    trx,
    {
      dedupeKey: `change_submitted:${id}:${sequence}`,
      kind: 'change_submitted',
      recipient: general.email.ascii,
      subject: letter.subject,
      body: letter.text,
      applicationId: id,
      organisationId: organisation.id,
    },
    at,
  )
}
