import type { Knex } from 'knex'
import { type Actor, audit } from '../../audit/audit'
import type { Instant } from '../../db/db'
import type { General, GeneralField } from '../applications/general.form'
import { organisationData } from '../applications/organisation-data'
import { type Organisation, type OrganisationData, updateOrganisation } from '../organisations/organisations.repository'
import type { Reference } from '../reference/reference'
import type { ChangedField } from './changed-fields'
import { insertChange, type NewChange } from './changes.repository'

/** A change that has been confirmed. */
export type ConfirmedChange = {
  organisation: Organisation
  fields: readonly ChangedField[]
  /** «Общая информация» as it becomes, checked by the control. */
  general: General
} & Pick<NewChange, 'number' | 'confirmedBy' | 'applicationId' | 'signer'>

/**
 * Writes the changed fields over the record, and nothing else: what has become of the others meanwhile stays. The line of
 * the history and the audit record are of the same transaction. The caller holds the organisation's row. Returns the
 * number of the line.
 */
export const applyChange = async (
  trx: Knex.Transaction,
  { organisation, fields, general, ...confirmed }: ConfirmedChange,
  { actor, at, reference }: { actor: Actor; at: Instant; reference: Reference },
): Promise<number> => {
  const office = reference.officeOf(general.officeCode)
  const data = organisationData(organisation.okpo, office?.id ?? organisation.officeId, general)
  const properties = new Set(fields.map(({ field }) => propertyOf(field)))
  const changed = Object.fromEntries([...properties].map(property => [property, data[property]]))
  await updateOrganisation(trx, organisation.id, changed, at)
  const id = await insertChange(trx, { ...confirmed, organisationId: organisation.id, fields, changedAt: at })
  await audit(trx, {
    event: 'organisation.changed',
    actor,
    subject: { kind: 'organisation', id: organisation.id },
    at,
    details: { change: id, confirmedBy: confirmed.confirmedBy, fields: fields.map(({ field }) => field) },
  })
  return id
}

/** What holds a field of the page: the office by its number, «дочерняя» by whether there is a parent. */
const propertyOf = (field: GeneralField): keyof OrganisationData => {
  if (field === 'officeCode') return 'officeId'
  return field === 'subsidiary' ? 'parentOkpo' : field
}
