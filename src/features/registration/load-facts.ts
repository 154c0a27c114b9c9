import type { Db } from '../../db/db'
import type { Deps } from '../../deps'
import type { Application } from '../applications/application'
import { contactForm } from '../applications/contact.form'
import type { Facts, GeneralFacts, LoadedCertificate } from '../applications/control/facts'
import { generalForm } from '../applications/general.form'
import { listCertificates } from '../certificates/certificates.repository'
import { type Examiner, examineAll } from '../certificates/own-certificates'
import { findOrganisation } from '../organisations/organisations.repository'

/** Everything that the control of this application needs, read once. */
export const loadFacts = async (deps: Deps, application: Application, db: Db = deps.db): Promise<Facts> => ({
  ...(await loadGeneralFacts(deps, application, db)),
  contacts: application.form.contacts.map(({ key, values }) => ({ key, parsed: contactForm.parse(values) })),
  certificates: await loadCertificates(deps, application.id, db),
})

/** What the control of «Общая информация» alone needs. */
export const loadGeneralFacts = async (
  deps: Deps,
  application: Application,
  db: Db = deps.db,
): Promise<GeneralFacts> => ({
  okpo: application.okpo,
  general: generalForm.parse(application.form.general),
  // Who wrote by letter sets the password after the decision.
  passwordSet: application.passwordHash !== null || application.enteredBy !== null,
  registerState: application.registerState,
  organisation:
    application.organisationId === null ? undefined : await findOrganisation(db, application.organisationId),
  reference: await deps.reference.get(),
  now: deps.clock(),
})

/** The certificates of an application with the check of each as of now. */
export const loadCertificates = async (deps: Examiner, applicationId: number, db: Db): Promise<LoadedCertificate[]> =>
  examineAll(deps, await listCertificates(db, applicationId))
