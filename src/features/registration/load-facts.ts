import { readCertificate } from '../../crypto/certificate'
import type { Db } from '../../db/db'
import type { Deps } from '../../deps'
import type { Application } from '../applications/application'
import { contactForm } from '../applications/contact.form'
import type { Facts, LoadedCertificate } from '../applications/control/facts'
import { generalForm } from '../applications/general.form'
import { listCertificates } from '../certificates/certificates.repository'
import { findOrganisation } from '../organisations/organisations.repository'

/** Everything that the control of this application needs, read once. */
export const loadFacts = async (deps: Deps, application: Application, db: Db = deps.db): Promise<Facts> => ({
  okpo: application.okpo,
  general: generalForm.parse(application.form.general),
  contacts: application.form.contacts.map(({ key, values }) => ({ key, parsed: contactForm.parse(values) })),
  certificates: await loadCertificates(db, application.id),
  passwordSet: application.passwordHash !== null,
  registerState: application.registerState,
  organisation:
    application.organisationId === null ? undefined : await findOrganisation(db, application.organisationId),
  reference: await deps.reference.get(),
  now: deps.clock(),
})

export const loadCertificates = async (db: Db, applicationId: number): Promise<LoadedCertificate[]> =>
  (await listCertificates(db, applicationId)).map(({ id, der }) => ({ id, details: readCertificate(der) }))
