import type { Knex } from 'knex'
import { type Actor, audit } from '../../audit/audit'
import type { Deps } from '../../deps'
import { seeOther } from '../../http/errors'
import { paths } from '../../http/paths'
import type { RawValues } from '../../validation/form'
import { fingerprint } from '../applications/application'
import { isEditable } from '../applications/application.status'
import { applicationNumber } from '../applications/application-number'
import { deleteDraft, insertDraft, numberDraft, updateForm } from '../applications/applications.repository'
import { lockOrganisation } from '../organisations/organisations.repository'
import type { Reference } from '../reference/reference'
import { DRAFT_LIFE_MS } from '../registration/draft-cookie'
import { type Change, loadChange } from './change'
import { changedFields } from './changed-fields'

export type SavedChange =
  | { kind: 'saved'; change: Change }
  /** What was typed is what the record says already. */
  | { kind: 'same' }
  /** Another tab, or a change of the record, came first: nothing is written. */
  | { kind: 'conflict'; change: Change }

/**
 * Keeps what was typed of a change, right or wrong. `base` names the state that the page was drawn from. The
 * organisation's row is held, so that two first savings make one draft.
 */
export const saveChange = async (
  deps: Deps,
  organisationId: number,
  { typed, base, actor }: { typed: RawValues; base: string; actor: Actor },
): Promise<SavedChange> => {
  const reference = await deps.reference.get()
  return deps.db.transaction(async (trx): Promise<SavedChange> => {
    await lockOrganisation(trx, organisationId)
    const change = await loadChange(trx, organisationId, reference)
    const { application, before, after } = change
    if (application !== undefined && !isEditable(application.status)) throw seeOther(paths.cabinet.change)
    const values = { ...typed, email: before.email ?? '' }
    const isSame = fingerprint(values) === fingerprint(after)
    if (base !== change.base && !isSame) return { kind: 'conflict', change }
    if (changedFields(before, values, reference).length === 0 && application?.status !== 'returned') {
      if (application !== undefined) await deleteDraft(trx, application.id)
      return { kind: 'same' }
    }
    // The same once more leaves its document as it is, and a signature of it in force.
    if (application === undefined || !isSame || change.stale.length > 0)
      await write(deps, trx, change, { values, actor, reference })
    return { kind: 'saved', change: await loadChange(trx, organisationId, reference) }
  })
}

const write = async (
  { clock }: Deps,
  trx: Knex.Transaction,
  { application, organisation, before }: Change,
  { values, actor, reference }: { values: RawValues; actor: Actor; reference: Reference },
): Promise<void> => {
  const now = clock()
  const at = now.toISOString()
  const form = { general: values, before, contacts: [], saved: ['general' as const] }
  if (application !== undefined) return updateForm(trx, application, form, at)
  const id = await insertDraft(trx, {
    kind: 'change',
    okpo: organisation.okpo,
    form,
    organisationId: organisation.id,
    registerState: 'found',
    createdAt: at,
    expiresAt: new Date(now.getTime() + DRAFT_LIFE_MS).toISOString(),
  })
  const office = reference.office(organisation.officeId)
  await numberDraft(trx, id, applicationNumber(id, at, office?.timeZone ?? 'Europe/Moscow'))
  await audit(trx, {
    event: 'application.created',
    actor,
    subject: { kind: 'application', id },
    at,
    details: { kind: 'change' },
  })
}
