import { readCertificate } from '../../crypto/certificate'
import type { Db } from '../../db/db'
import type { Finding } from '../../validation/finding'
import type { Parsed } from '../../validation/form'
import type { ContactDraft, SentApplication } from '../applications/application'
import { type Contact, contactForm } from '../applications/contact.form'
import type { LoadedCertificate } from '../applications/control/facts'
import { type General, generalForm } from '../applications/general.form'
import { findSubmission, type Submission } from '../applications/submissions.repository'
import type { StoredCertificate } from '../certificates/certificates.repository'
import { findByOkpo, type Organisation } from '../organisations/organisations.repository'
import { findRegisterValues, type RegisterValues } from '../organisations/register-values.repository'

/** What an organisation handed in last, and what the register knows of it now. */
export type HandedIn = {
  submission: Submission
  general: Parsed<General>
  contacts: (ContactDraft & { parsed: Parsed<Contact> })[]
  certificates: (LoadedCertificate & { der: Uint8Array })[]
  /** The protocol of the control, as it was at sending. */
  findings: Finding[]
  organisation: Organisation | undefined
  /** Beside a change: what the state register says of an organisation that describes itself. */
  register: RegisterValues | undefined
}

/**
 * Reads what is decided on: the submission and not the working copy, which the applicant may be changing. The
 * certificates are those that the submitted XML names, whatever was added or removed since.
 */
export const loadHandedIn = async (db: Db, application: SentApplication): Promise<HandedIn> => {
  const submission = await findSubmission(db, application)
  if (submission === undefined) throw new Error('a sent application has no submission')
  const { form, xml } = submission
  const organisation = await findByOkpo(db, application.okpo)
  const isChange = application.kind === 'change' && organisation !== undefined
  return {
    submission,
    general: generalForm.parse(form.general),
    contacts: form.contacts.map(contact => ({ ...contact, parsed: contactForm.parse(contact.values) })),
    certificates: (await certificatesIn(db, xml)).map(({ id, der }) => ({ id, der, details: readCertificate(der) })),
    findings: JSON.parse(submission.findings) as Finding[],
    organisation,
    register: isChange ? await findRegisterValues(db, organisation.id) : undefined,
  }
}

/** The certificates named in the XML of an application, in its order. Certificates are never deleted. */
const certificatesIn = async (db: Db, xml: Buffer): Promise<StoredCertificate[]> => {
  const thumbprints = [...xml.toString('utf8').matchAll(/<sha256>([0-9a-f]{64})<\/sha256>/g)].map(match => match[1])
  const rows: (StoredCertificate & { thumbprint: string })[] = await db('certificates')
    .whereIn('thumbprint', thumbprints as string[])
    .select('id', 'der', 'thumbprint')
  return rows.sort((one, other) => thumbprints.indexOf(one.thumbprint) - thumbprints.indexOf(other.thumbprint))
}
