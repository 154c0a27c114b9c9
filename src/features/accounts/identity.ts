import type { Deps } from '../../deps'
import type { Identity } from '../../http/identity'
import type { SignedIn } from '../../http/session'
import { findStaffMember } from '../staff/staff.repository'
import { findUsable } from './accounts.repository'

/** Who is behind a session, if they may still be here: one query a request. */
export const findIdentity =
  ({ db, config }: Deps) =>
  async ({ kind, key }: SignedIn): Promise<Identity | undefined> => {
    if (kind === 'staff') return findStaffMember(db, key, config.demo)
    const account = await findUsable(db, key, config.demo)
    return account && { kind, accountId: key, organisationId: account.organisationId, name: account.shortName }
  }
