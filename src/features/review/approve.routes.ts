import { randomBytes } from 'node:crypto'
import type { Router } from 'express'
import type { Actor } from '../../audit/audit'
import type { Deps } from '../../deps'
import { actorOf } from '../../http/actor'
import { FormView } from '../../http/form-view'
import { paths } from '../../http/paths'
import type { Letter } from '../../mail/letter'
import { queueLetter } from '../../mail/outbox'
import { field } from '../../validation/fields'
import type { Finding } from '../../validation/finding'
import { defineForm } from '../../validation/form'
import { hashPassword } from '../accounts/passwords'
import type { ApplicationKind, SentApplication } from '../applications/application'
import { moveApplication } from '../applications/move-application'
import { sendRecoveryLink } from '../recovery/send-recovery-link'
import { changeLetter, changeObstacle, changeWork, concernsOf } from './approve-change'
import { approvedAttachments } from './approved-attachments'
import { decisionLetter } from './decision-letters'
import { type Decided, decisionPage, type Subject } from './decision-page'
import type { HandedIn } from './handed-in'
import type { Work } from './move'
import { type Applicant, alreadyRegistered, isRegistered, registerOrganisation } from './register-organisation'

const approveForm = defineForm({ confirmed: field(typed => typed === 'yes') })

/** «Одобрить»: the organisation is registered. */
export const approveRoutes = (router: Router, deps: Deps): void => {
  decisionPage(router, deps, {
    path: paths.office.approve(':id'),
    view: 'review/approve',
    move: 'approve',
    read: approveForm.read,
    words: ({ number, kind }) => ({
      done: `Заявка № ${number} одобрена: ${DONE[kind]}, письмо отправлено заявителю.`,
      repeated: `Заявка № ${number} уже одобрена.`,
    }),
    context: subject => ({
      name: subject.application.shortName,
      okpo: subject.application.okpo,
      byLetter: subject.application.enteredBy !== null,
      isChange: subject.application.kind === 'change',
      concerns: concernsOf(subject),
      obstacle: obstacleTo(subject),
    }),
    letter: subject => (obstacleTo(subject) === undefined ? letterAbout(deps, subject) : undefined),
    decide: (req, subject, raw) => {
      // The page says what stands in the way.
      if (isUnfit(subject)) return { form: new FormView(raw) }
      const confirmed = approveForm.parse(raw).known.confirmed === true
      if (!confirmed && concernsOf(subject).length > 0) return { form: new FormView(raw, [CONFIRM]) }
      if (subject.application.kind === 'registration') return approval(deps, subject, actorOf(req))
      const letter = changeLetter(deps, subject)
      return { letter, work: changeWork(subject, actorOf(req), letter) }
    },
  })
}

const DONE: Record<ApplicationKind, string> = {
  registration: 'организация зарегистрирована',
  change: 'данные организации изменены',
}

const obstacleTo = (subject: Subject): string | undefined => {
  const { application, handedIn } = subject
  if (application.kind === 'change') return changeObstacle(subject) ?? (isUnfit(subject) ? UNFIT : undefined)
  if (isUnfit(subject)) return UNFIT
  return isRegistered(handedIn.organisation) ? alreadyRegistered(application.okpo) : undefined
}

const UNFIT =
  'Заявка не проходит контроль по нынешним правилам, поэтому одобрить её нельзя. Верните её на доработку: заявитель увидит, какие поля исправить.'

/** A rule has become stricter since the application was handed in. */
const isUnfit = ({ handedIn: { general, contacts } }: Subject): boolean =>
  general.value === undefined || contacts.some(({ parsed }) => parsed.value === undefined)

const letterAbout = (deps: Deps, subject: Subject): Letter =>
  subject.application.kind === 'change' ? changeLetter(deps, subject) : approvalLetter(deps, subject)

const CONFIRM: Finding = {
  field: 'confirmed',
  severity: 'error',
  rule: 'concerns.confirm',
  message: 'Проверьте предупреждения и отличия и отметьте, что заявку всё равно можно одобрить',
}

/** Everything that is read, parsed and printed is ready before the transaction begins. */
const approval = async (deps: Deps, subject: Subject, actor: Actor): Promise<Decided> => {
  const { staff, handedIn, application } = subject
  const passwordHash = await passwordOf(application)
  const applicant = applicantOf(handedIn)
  const letter = approvalLetter(deps, subject)
  const work: Work = async (trx, locked, at) => {
    const organisationId = await registerOrganisation(deps, trx, locked, applicant, { actor, at, passwordHash })
    await moveApplication(trx, locked, {
      move: 'approve',
      actor,
      at,
      set: { organisation_id: organisationId, decided_at: at, decided_by: staff.staffId, password_hash: null },
      details: { sequence: locked.submissions, organisation: organisationId },
    })
    await queueLetter(trx, { ...letter, organisationId }, at)
    if (locked.enteredBy !== null)
      await sendRecoveryLink(deps, trx, organisationId, { actor, now: new Date(at), purpose: 'first_password' })
  }
  return { letter, work }
}

/**
 * The password of the application. An organisation that wrote by letter has none: its account gets one that nobody
 * knows, and the link to set another.
 */
const passwordOf = async ({ passwordHash, enteredBy }: SentApplication): Promise<string> => {
  if (passwordHash !== null) return passwordHash
  if (enteredBy === null) throw new Error('the application has no password')
  return hashPassword(randomBytes(32).toString('base64url'))
}

const approvalLetter = (deps: Deps, { application, handedIn, reference }: Subject): Letter =>
  decisionLetter(
    deps,
    application,
    'approved',
    { signIn: `${deps.config.baseUrl}${paths.signIn}`, byLetter: application.enteredBy !== null },
    approvedAttachments(application, handedIn, applicantOf(handedIn), reference),
  )

/** What was handed in, as values; not asked for where it is unfit. */
const applicantOf = ({ general, contacts }: HandedIn): Applicant => {
  if (general.value === undefined) throw new Error('what was handed in does not parse any more')
  return {
    general: general.value,
    contacts: contacts.map(({ parsed }) => {
      if (parsed.value === undefined) throw new Error('a contact that was handed in does not parse any more')
      return parsed.value
    }),
  }
}
