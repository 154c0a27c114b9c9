import { createHash } from 'node:crypto'
import { readCertificate } from '../../src/crypto/certificate'
import type { Instant } from '../../src/db/db'
import type { Deps } from '../../src/deps'
import type { Application, ApplicationForm, SentApplication } from '../../src/features/applications/application'
import { applicationXml } from '../../src/features/applications/application-xml'
import {
  findApplication,
  insertDraft,
  lockApplication,
  updateForm,
} from '../../src/features/applications/applications.repository'
import { controlApplication } from '../../src/features/applications/control/control'
import { differsFromRegister } from '../../src/features/applications/control/register-rules'
import { generalForm } from '../../src/features/applications/general.form'
import { moveApplication } from '../../src/features/applications/move-application'
import { searchName } from '../../src/features/applications/search-name'
import { insertSubmission } from '../../src/features/applications/submissions.repository'
import { reviewDeadline } from '../../src/features/calendar/deadline'
import { addCertificate } from '../../src/features/certificates/certificates.repository'
import { findByOkpo } from '../../src/features/organisations/organisations.repository'
import { completeApplication } from '../../src/features/registration/complete-application'
import { loadFacts } from '../../src/features/registration/load-facts'
import type { RawValues } from '../../src/validation/form'
import { classifierCheckDigit } from '../../src/validation/rules/classifier-check-digit'
import { GENERAL } from './applicant'
import { PASSWORD, quickHash } from './builders'

/*
 * Applications that were sent, written by the repositories as sending writes them, without the pages.
 */

export type Given = {
  okpo?: string
  /** Fields of «Общая информация» that differ from the usual right ones. */
  general?: RawValues
  /** Contacts as typed; see CONTACT. */
  contacts?: RawValues[]
  /** DER of certificates. */
  certificates?: Uint8Array[]
  /** Which office it is sent to: КЕМЕРОВОСТАТ unless told otherwise. */
  officeId?: number
  /** When it is sent; the application's clock otherwise. */
  at?: Instant
}

/** Right values of a contact. */
export const CONTACT: RawValues = {
  lastName: 'Петров',
  firstName: 'Пётр',
  middleName: 'Петрович',
  position: 'Главный бухгалтер',
  phone: '+7 384 212-34-57',
  email: 'Petrov@primer.example',
  basis: 'attorney',
  basisNumber: '15/2026',
  basisDate: '12.01.2026',
  basisValidUntil: '31.12.2027',
  mayFill: 'yes',
  maySend: 'yes',
}

const VISITOR = { kind: 'visitor' } as const

let built = 0

/** An ОКПО with a right check digit; every call gives another one. */
export const nextOkpo = (): string => {
  built += 1
  const digits = String(7_000_000 + built)
  return `${digits}${classifierCheckDigit(digits) % 10}`
}

/** A complete application, sent and waiting for its office. */
export const buildApplication = async (deps: Deps, given: Given = {}): Promise<SentApplication> => {
  const { db, clock } = deps
  const at = given.at ?? clock().toISOString()
  const okpo = given.okpo ?? nextOkpo()
  const organisation = await findByOkpo(db, okpo)
  const form: ApplicationForm = {
    general: await generalOf(deps, given),
    contacts: (given.contacts ?? []).map((values, index) => ({ key: String(index + 1).padStart(12, '0'), values })),
    saved: ['general', 'certificates', 'contacts', 'check'],
  }
  const id = await insertDraft(db, {
    okpo,
    form,
    organisationId: organisation?.id ?? null,
    registerState: organisation === undefined ? 'absent' : organisation.archivedAt === null ? 'found' : 'archived',
    createdAt: at,
    expiresAt: at,
  })
  for (const der of given.certificates ?? []) await addCertificate(db, id, der, readCertificate(der), at)
  await updateForm(db, await find(deps, id), form, at, await quickHash(PASSWORD))
  return handIn(deps, id, at)
}

/** The applicant corrects a returned application and sends it again. */
export const resendApplication = async (deps: Deps, id: number, general: RawValues = {}): Promise<SentApplication> => {
  const at = deps.clock().toISOString()
  const application = await find(deps, id)
  const form = { ...application.form, general: { ...application.form.general, ...general } }
  await updateForm(deps.db, application, form, at)
  return handIn(deps, id, at)
}

const generalOf = async ({ reference }: Deps, { general, officeId }: Given): Promise<RawValues> => {
  const known = await reference.get()
  const office = officeId === undefined ? undefined : known.office(officeId)
  const values = { ...GENERAL, ...(office && { officeCode: known.officeLabel(office) }), ...general }
  return Object.fromEntries(generalForm.fields.map(field => [field, (values as RawValues)[field] ?? '']))
}

const find = async ({ db }: Deps, id: number): Promise<Application> => {
  const application = await findApplication(db, id)
  if (application === undefined) throw new Error('no such application')
  return application
}

const handIn = async (deps: Deps, id: number, at: Instant): Promise<SentApplication> => {
  const draft = await find(deps, id)
  const facts = await loadFacts(deps, draft)
  const complete = completeApplication(facts)
  const { general } = complete
  const office = facts.reference.officeOf(general.officeCode)
  if (office === undefined) throw new Error('no such office')
  const { dueOn, dueAt } = reviewDeadline(at, office.timeZone, facts.reference.calendar)
  const sequence = draft.submissions + 1
  const xml = applicationXml(complete)
  const findings = controlApplication(facts)
  await deps.db.transaction(async trx => {
    const application = (await lockApplication(trx, id)) as Application
    await moveApplication(trx, application, {
      move: application.status === 'draft' ? 'send' : 'sendAgain',
      actor: VISITOR,
      at,
      set: {
        number: application.number ?? `${at.slice(0, 4)}-${String(id).padStart(6, '0')}`,
        office_id: office.id,
        enterprise_type: general.enterpriseType,
        inn: general.inn,
        short_name: general.shortName,
        search_name: searchName(general.shortName, general.fullName),
        email: general.email.ascii,
        differs: differsFromRegister(findings),
        submissions: sequence,
        submitted_at: at,
        due_on: dueOn,
        due_at: dueAt,
        assigned_to: null,
      },
      details: { sequence },
    })
    await insertSubmission(trx, id, {
      sequence,
      form: application.form,
      findings: JSON.stringify(findings),
      xml,
      sha256: createHash('sha256').update(xml).digest('hex'),
      submittedAt: at,
    })
  })
  return (await find(deps, id)) as SentApplication
}
