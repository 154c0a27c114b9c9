import type { Deps } from '../../deps'
import type { FindIdentity, Rights } from '../../http/identity'
import { findUsable } from '../accounts/accounts.repository'
import { findActing } from '../contacts/acting.repository'
import { findStaffMember } from '../staff/staff.repository'

/** An organisation's own password opens everything of the organisation. */
const EVERYTHING: Rights = { fill: true, send: true, view: true, manage: true }

/** Who is behind a session, if they may still be here and by this password: one query a request. */
export const findIdentity =
  ({ db, config, clock }: Deps): FindIdentity =>
  async ({ subject, key, mark }, organisationId) => {
    const session = { demoMode: config.demo, mark }
    if (subject === 'staff') return findStaffMember(db, key, session)
    if (subject === 'person') return findActing(db, key, organisationId, { ...session, now: clock() })
    const account = await findUsable(db, key, session)
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
