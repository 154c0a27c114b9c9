import { createHash } from 'node:crypto'
import type { Knex } from 'knex'
import type { Actor } from '../../audit/audit'
import type { Day, Db, Instant } from '../../db/db'
import { isUniqueViolation } from '../../db/unique-violation'
import type { Deps } from '../../deps'
import { formatDate, formatDateTime } from '../../http/dates'
import { queueLetter } from '../../mail/outbox'
import { renderLetter } from '../../mail/templates'
import type { Finding } from '../../validation/finding'
import { type Application, fingerprint } from '../applications/application'
import { isEditable } from '../applications/application.status'
import { applicationNumber } from '../applications/application-number'
import { applicationXml, type CompleteApplication } from '../applications/application-xml'
import { findApplication, lockApplication } from '../applications/applications.repository'
import { controlApplication, hasErrors, hasWarnings } from '../applications/control/control'
import type { Facts } from '../applications/control/facts'
import { differsFromRegister } from '../applications/control/register-rules'
import { moveApplication } from '../applications/move-application'
import { searchName } from '../applications/search-name'
import { findSubmission, insertSubmission } from '../applications/submissions.repository'
import { reviewDeadline } from '../calendar/deadline'
import type { Office } from '../offices/office'
import type { Reference } from '../reference/reference'
import type { Signature } from '../signatures/signatures.repository'
import { completeApplication } from './complete-application'
import { followAddress } from './draft-cookie'
import { loadFacts } from './load-facts'
import { attachSignature, dropSignature, findFitting, type Signing } from './signing/attach-signature'
import { type Outcome, outcomeOf } from './start-application'

export type Sent =
  | { kind: 'sent' }
  | { kind: 'refused'; findings: Finding[]; needsConfirmation: boolean }
  | { kind: 'changed' }
  | { kind: 'taken'; outcome: Outcome }

/**
 * Hands the application in. All or nothing in one transaction: state, what was sent, its XML, the control's protocol,
 * counts, audit, letter, signature. Sent twice (double click, resent form) it is one application and one letter.
 * @param signing given: only together with the signature that waits for this very document; not given: unsigned
 */
export const sendApplication = async (
  deps: Deps,
  id: number,
  confirmed: boolean,
  actor: Actor,
  signing?: Signing,
): Promise<Sent> => {
  const facts = await loadFactsOf(deps, id)
  if (facts === undefined) return { kind: 'sent' }
  const findings = controlApplication(facts.facts)
  const needsConfirmation = hasWarnings(findings) && !confirmed
  if (hasErrors(findings) || needsConfirmation) return { kind: 'refused', findings, needsConfirmation }
  const complete = completeApplication(facts.facts)
  const xml = applicationXml(complete)
  const sha256 = createHash('sha256').update(xml).digest('hex')
  try {
    return await deps.db.transaction(async trx => {
      const application = await lockApplication(trx, id)
      // The other click was faster: its application is this one.
      if (application === undefined || !isEditable(application.status)) return { kind: 'sent' }
      // Another tab changed the draft between control and lock: it must be looked at again.
      if (application.version !== facts.application.version) return { kind: 'changed' }
      const outcome = await outcomeOf(trx, application.okpo)
      const isOther =
        outcome.kind === 'registered' || (outcome.kind === 'under_review' && outcome.application.id !== id)
      if (isOther) return { kind: 'taken', outcome }
      const signature = signing && (await findFitting(trx, id, sha256))
      if (signing !== undefined && signature === undefined) return { kind: 'changed' }
      const submission = { complete, xml, sha256, findings, signature }
      const { sequence, at } = await handIn(deps, trx, application, facts.facts, submission, actor)
      if (signing === undefined || signature === undefined) await dropSignature(trx, id)
      else await attachSignature(trx, { applicationId: id, sequence, at, actor }, signature, signing)
      return { kind: 'sent' }
    })
  } catch (error) {
    if (!isUniqueViolation(error, 'applications_open_unique', 'applications.okpo')) throw error
    return { kind: 'taken', outcome: await outcomeOf(deps.db, facts.facts.okpo) }
  }
}

const loadFactsOf = async (deps: Deps, id: number): Promise<{ application: Application; facts: Facts } | undefined> => {
  const application = await findApplication(deps.db, id)
  if (application === undefined || !isEditable(application.status)) return undefined
  return { application, facts: await loadFacts(deps, application) }
}

type ToHandIn = {
  complete: CompleteApplication
  xml: Buffer
  sha256: string
  findings: Finding[]
  signature: Signature | undefined
}

const handIn = async (
  deps: Deps,
  trx: Knex.Transaction,
  application: Application,
  facts: Facts,
  { complete, xml, sha256, findings, signature }: ToHandIn,
  actor: Actor,
): Promise<{ sequence: number; at: Instant }> => {
  const office = await officeFor(trx, application, complete.general.officeCode, facts.reference)
  const at = facts.now.toISOString()
  const { dueOn, dueAt } = reviewDeadline(at, office.timeZone, facts.reference.calendar)
  const sequence = application.submissions + 1
  const number = application.number ?? applicationNumber(application.id, at, office.timeZone)
  const { general } = complete
  await moveApplication(trx, application, {
    move: application.status === 'draft' ? 'send' : 'sendAgain',
    actor,
    at,
    set: {
      number,
      office_id: office.id,
      enterprise_type: general.enterpriseType,
      inn: general.inn,
      short_name: general.shortName,
      search_name: searchName(general.shortName, general.fullName),
      email: general.email.ascii,
      signed: signature !== undefined,
      differs: differsFromRegister(findings),
      submissions: sequence,
      submitted_at: at,
      due_on: dueOn,
      due_at: dueAt,
      assigned_to: null,
    },
    details: { sequence, form: fingerprint(application.form) },
  })
  await insertSubmission(trx, application.id, {
    sequence,
    form: application.form,
    findings: JSON.stringify(findings),
    xml,
    sha256,
    submittedAt: at,
  })
  const handedIn = { application, sequence, at, number, dueOn, office }
  await tellApplicant(deps, trx, handedIn, complete.general, facts.reference)
  return { sequence, at }
}

type HandedIn = {
  application: Application
  sequence: number
  at: Instant
  number: string
  dueOn: Day
  office: Office
}

/** The letter that it has arrived, with the link to follow it. */
const tellApplicant = async (
  deps: Deps,
  trx: Knex.Transaction,
  { application, sequence, at, number, dueOn, office }: HandedIn,
  general: CompleteApplication['general'],
  reference: Reference,
): Promise<void> => {
  const letter = renderLetter(deps.letters, 'application-submitted', {
    number,
    okpo: application.okpo,
    name: general.shortName,
    office: reference.officeLabel(office),
    dueOn: formatDate(dueOn),
    submittedAt: formatDateTime(at, office.timeZone),
    link: `${deps.config.baseUrl}${followAddress(deps.config, application.id)}`,
    again: sequence > 1,
  })
  await queueLetter(
    trx,
    {
      dedupeKey: `application_submitted:${application.id}:${sequence}`,
      kind: 'application_submitted',
      recipient: general.email.ascii,
      subject: letter.subject,
      body: letter.text,
      applicationId: application.id,
    },
    at,
  )
}

/**
 * Who reviews it: the office that the applicant chose. Once it was handed over it stays where it lies until the
 * applicant chooses another one.
 */
const officeFor = async (trx: Db, application: Application, chosen: string, reference: Reference): Promise<Office> => {
  const office = reference.officeOf(chosen)
  if (office === undefined) throw new Error('control let an unknown office pass')
  const before = application.officeId === null ? undefined : await findSubmission(trx, application)
  const isSameChoice =
    before !== undefined && reference.officeOf(before.form.general.officeCode ?? '')?.id === office.id
  const present = application.officeId === null ? undefined : reference.office(application.officeId)
  return isSameChoice && present !== undefined ? present : office
}
