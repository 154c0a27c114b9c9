import type { CompleteApplication } from '../applications/application-xml'
import type { Facts } from '../applications/control/facts'

/** The typed application; only after control found no error. */
export const completeApplication = (facts: Facts): CompleteApplication => {
  const general = facts.general.value
  if (general === undefined) throw new Error('the application is not complete')
  const office = facts.reference.officeOf(general.officeCode)
  if (office === undefined) throw new Error('the application names no office')
  return {
    okpo: facts.okpo,
    general,
    contacts: facts.contacts.map(({ parsed }) => {
      if (parsed.value === undefined) throw new Error('a contact is not complete')
      return parsed.value
    }),
    certificates: facts.certificates.map(({ details }) => details.sha256),
    office: { code: office.code, siteNo: office.siteNo, name: office.shortName },
  }
}
