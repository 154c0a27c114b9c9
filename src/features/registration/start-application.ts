import { type Actor, audit } from '../../audit/audit'
import type { Deps } from '../../deps'
import type { RawValues } from '../../validation/form'
import type { Application, RegisterState } from '../applications/application'
import { findOpenByOkpo, insertDraft } from '../applications/applications.repository'
import { generalForm } from '../applications/general.form'
import { organisationValues } from '../applications/organisation-values'
import { findByOkpo, type Organisation } from '../organisations/organisations.repository'
import type { Reference } from '../reference/reference'
import { DRAFT_LIFE_MS } from './draft-cookie'

/** What an ОКПО leads to (system description, section 3.1). */
export type Outcome =
  | { kind: 'registered' }
  | { kind: 'under_review'; application: Application }
  | { kind: 'open'; registerState: RegisterState; organisation: Organisation | undefined }

export const outcomeOf = async (db: Deps['db'], okpo: string): Promise<Outcome> => {
  const organisation = await findByOkpo(db, okpo)
  if (organisation?.hasAccount === true && organisation.archivedAt === null) return { kind: 'registered' }
  const application = await findOpenByOkpo(db, okpo)
  if (application !== undefined) return { kind: 'under_review', application }
  if (organisation === undefined) return { kind: 'open', registerState: 'absent', organisation }
  return { kind: 'open', registerState: organisation.archivedAt === null ? 'found' : 'archived', organisation }
}

/** Begins a draft, filled with what the register knows of the organisation. Returns the draft's number. */
export const startApplication = async (
  { db, clock, reference }: Deps,
  okpo: string,
  { registerState, organisation }: { registerState: RegisterState; organisation: Organisation | undefined },
  actor: Actor,
  /** Who enters it for an organisation that wrote by letter. */
  by?: { staffId: number; officeId: number },
): Promise<number> => {
  const now = clock()
  const known = registerState === 'found' ? organisation : undefined
  const data = await reference.get()
  const own = by && data.office(by.officeId)
  const general = { ...prefill(known, data), ...(own && { officeCode: data.officeLabel(own) }) }
  return db.transaction(async trx => {
    const id = await insertDraft(trx, {
      okpo,
      form: { general, contacts: [], saved: [] },
      organisationId: organisation?.id ?? null,
      registerState,
      createdAt: now.toISOString(),
      expiresAt: new Date(now.getTime() + DRAFT_LIFE_MS).toISOString(),
      ...(by && { enteredBy: by.staffId }),
    })
    await audit(trx, {
      event: 'application.created',
      actor,
      subject: { kind: 'application', id },
      at: now.toISOString(),
      details: { registerState, ...(by && { channel: 'letter' }) },
    })
    return id
  })
}

/** The form as the register would fill it. */
const prefill = (organisation: Organisation | undefined, reference: Reference): RawValues =>
  organisation === undefined
    ? { ...Object.fromEntries(generalForm.fields.map(field => [field, ''])), oksm: '643' }
    : organisationValues(organisation, reference)
