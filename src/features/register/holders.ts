import type { Request } from 'express'
import type { Deps } from '../../deps'
import { notFound } from '../../http/errors'
import { staffWith } from '../../http/identity'
import { recordNumber } from '../../http/record-number'
import { userId } from '../../http/session'
import { fullName } from '../contacts/contact.view'
import { findContact } from '../contacts/contacts.repository'
import type { Organisation } from '../organisations/organisations.repository'
import { findAccount } from './card.repository'
import { ownOrganisation } from './own-organisation'

/** Somebody who signs in for an organisation of the office: itself, or a person whom it has authorised. */
export type Holder = {
  organisation: Organisation
  /** As sessions and second factors name them; undefined when the organisation has no account. */
  user: string | undefined
  /** Of a person. */
  name?: string
}

export type FindHolder = (deps: Pick<Deps, 'db' | 'clock'>, req: Request) => Promise<Holder>

/** The organisation's own account, for an administrator who looks after it. */
export const organisationHolder: FindHolder = async ({ db }, req) => {
  staffWith(req, 'office_admin', 'system_admin')
  const { organisation } = await ownOrganisation(db, req)
  const account = await findAccount(db, organisation.id)
  return { organisation, user: account && userId('account', account.id) }
}

/** An authorised person of the organisation, for its administrator; whoever has not accepted is not theirs yet. */
export const personHolder: FindHolder = async ({ db, clock }, req) => {
  staffWith(req, 'office_admin', 'system_admin')
  const { organisation } = await ownOrganisation(db, req)
  const contact = await findContact(db, organisation.id, recordNumber(req.params.contact), clock())
  if (contact === undefined || contact.state === 'invited') throw notFound()
  return { organisation, user: userId('person', contact.personId), name: fullName(contact) }
}
