import type { RawValues } from '../../validation/form'
import type { Organisation } from '../organisations/organisations.repository'
import type { Reference } from '../reference/reference'
import { generalForm } from './general.form'

/** «Общая информация» as the record of an organisation fills it; Russia is the country unless the record says otherwise. */
export const organisationValues = (organisation: Organisation, reference: Reference): RawValues => {
  const known = Object.fromEntries(
    generalForm.fields.map(field => [field, String(organisation[field as keyof Organisation] ?? '')]),
  )
  const office = reference.office(organisation.officeId)
  return {
    ...known,
    oksm: organisation.oksm ?? '643',
    subsidiary: organisation.parentOkpo === null ? '' : 'yes',
    officeCode: office === undefined ? '' : reference.officeLabel(office),
  }
}
