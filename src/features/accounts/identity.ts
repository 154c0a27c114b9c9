import type { Deps } from '../../deps'
import type { FindIdentity, Rights } from '../../http/identity'
import { findActing } from '../contacts/acting.repository'
import { findStaffMember } from '../staff/staff.repository'
import { findUsable } from './accounts.repository'

/** An organisation's own password opens everything of the organisation. */
const EVERYTHING: Rights = { fill: true, send: true, view: true, manage: true }

/** Who is behind a session, if they may still be here: one query a request. */
export const findIdentity =
  ({ db, config, clock }: Deps): FindIdentity =>
  async ({ subject, key }, organisationId) => {
    if (subject === 'staff') return findStaffMember(db, key, config.demo)
    if (subject === 'person') return findActing(db, key, organisationId, { now: clock(), demoMode: config.demo })
    const account = await findUsable(db, key, config.demo)
    return (
      account && {
        kind: 'respondent',
        user: { kind: 'account', id: key },
        organisationId: account.organisationId,
        name: account.shortName,
        rights: EVERYTHING,
      }
    )
  }
