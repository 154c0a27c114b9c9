import type { Knex } from 'knex'
import { type Actor, audit } from '../../audit/audit'
import type { Instant } from '../../db/db'
import type { Deps } from '../../deps'
import { insertAccount, renewAccount } from '../accounts/accounts.repository'
import type { SentApplication } from '../applications/application'
import type { Contact } from '../applications/contact.form'
import type { General } from '../applications/general.form'
import { organisationData } from '../applications/organisation-data'
import { adoptCertificates } from '../certificates/certificates.repository'
import { removeAllContacts } from '../contacts/contacts.repository'
import { type Inviting, inviteContact } from '../contacts/invite'
import { tellPersons } from '../contacts/tell-person'
import { findByOkpo, type Organisation, saveOrganisation } from '../organisations/organisations.repository'
import { MoveRefused } from './move'

export type Applicant = { general: General; contacts: Contact[] }

type Means = Pick<Deps, 'letters' | 'config'>
/** `passwordHash`: what the account is opened with. */
type By = { actor: Actor; at: Instant; passwordHash: string }

/**
 * Makes the applicant a registered organisation: its record, account, certificates and authorised persons as the
 * application says. Returns its number. An organisation that comes out of the archive may have had an account: that one
 * gets the new password. Throws MoveRefused when there is an account in use.
 */
export const registerOrganisation = async (
  means: Means,
  trx: Knex.Transaction,
  application: SentApplication,
  { general, contacts }: Applicant,
  { actor, at, passwordHash }: By,
): Promise<number> => {
  const known = await findByOkpo(trx, application.okpo)
  if (isRegistered(known)) throw new MoveRefused(alreadyRegistered(application.okpo))
  // The office is the one where the application lies, whatever its first choice was.
  const organisationId = await saveOrganisation(
    trx,
    organisationData(application.okpo, application.officeId, general),
    at,
  )
  const isRenewed = known?.hasAccount === true
  const account = { organisationId, passwordHash, at }
  const accountId = isRenewed ? await renewAccount(trx, account) : await insertAccount(trx, account)
  if (accountId === undefined) throw new MoveRefused(alreadyRegistered(application.okpo))
  await adoptCertificates(trx, application.id, organisationId, at)
  const organisation = { id: organisationId, okpo: application.okpo, name: general.shortName }
  await nameContacts(means, trx, organisation, contacts, { actor, at })
  const details = { application: application.id }
  await audit(trx, {
    event: 'organisation.registered',
    actor,
    subject: { kind: 'organisation', id: organisationId },
    at,
    details,
  })
  const event = isRenewed ? 'account.renewed' : 'account.created'
  await audit(trx, { event, actor, subject: { kind: 'account', id: accountId }, at, details })
  return organisationId
}

/**
 * The authorised persons of an organisation are those that the approved application names, and no others. Each of them
 * is invited by letter.
 */
const nameContacts = async (
  means: Means,
  trx: Knex.Transaction,
  organisation: Inviting,
  contacts: readonly Contact[],
  { actor, at }: Omit<By, 'passwordHash'>,
): Promise<void> => {
  const removed = await removeAllContacts(trx, organisation.id, at)
  const invited = contacts.map(({ email }) => email.ascii)
  await tellPersons(means, trx, removed, 'remove', new Date(at), invited)
  for (const contact of contacts) await inviteContact(means, trx, organisation, contact, { actor, now: new Date(at) })
}

/** Whether somebody can sign in for the organisation already. */
export const isRegistered = (organisation: Organisation | undefined): boolean =>
  organisation !== undefined && organisation.hasAccount && organisation.archivedAt === null

export const alreadyRegistered = (okpo: string): string =>
  `У организации с ОКПО ${okpo} уже есть учётная запись: она появилась, пока заявка рассматривалась. Одобрить заявку нельзя: отклоните её и объясните причину.`
