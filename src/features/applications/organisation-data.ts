import type { OrganisationData } from '../organisations/organisations.repository'
import type { General } from './general.form'

/** «Общая информация» as the record of an organisation holds it; texts are as the organisation typed them. */
export const organisationData = (okpo: string, officeId: number, general: General): OrganisationData => {
  const { email, phone, subsidiary, parentOkpo, officeCode: _office, ...rest } = general
  return {
    ...rest,
    okpo,
    officeId,
    email: email.typed,
    phone: phone.typed,
    parentOkpo: subsidiary === 'yes' ? parentOkpo : null,
  }
}
