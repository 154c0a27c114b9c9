import type { Knex } from 'knex'
import { createThrottle } from '../accounts/throttle'

const DAY = 86_400

/** A hundred invitations a day from one organisation, five a day to one mailbox: nobody's mailbox is flooded by us. */
export const createInvitationLimits = (db: Knex): { take(organisationId: number, email: string): Promise<number> } => {
  const byOrganisation = createThrottle(db, { name: 'invitation.organisation', points: 100, seconds: DAY })
  const byMailbox = createThrottle(db, { name: 'invitation.mailbox', points: 5, seconds: DAY })
  return {
    take: async (organisationId, email) => {
      const seconds = await byOrganisation.take(String(organisationId))
      return seconds > 0 ? seconds : byMailbox.take(email)
    },
  }
}
