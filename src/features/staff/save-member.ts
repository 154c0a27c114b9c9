import { randomBytes } from 'node:crypto'
import { type Actor, audit } from '../../audit/audit'
import { isUniqueViolation } from '../../db/unique-violation'
import type { Deps } from '../../deps'
import type { StaffMember } from '../../http/identity'
import { rowDigest } from '../../http/row-digest'
import { userId } from '../../http/session'
import { endSessions } from '../../http/session-store'
import { hashPassword } from '../accounts/passwords'
import { sendPasswordLink } from './send-password-link'
import { type Entered, findMember, insertMember, type Member, updateMember } from './staff-members.repository'

/** `changed`: somebody else changed the member meanwhile. `taken`: the login belongs to somebody else. */
export type Saved = 'saved' | 'changed' | 'taken'

type Means = Pick<Deps, 'db' | 'clock' | 'letters' | 'config'>

type Circumstances = {
  /** The member as found; undefined for a new one. */
  before: Member | undefined
  /** The digest of the member that the form was drawn from. */
  seen: string
  actor: Actor
}

/** Adds a member of staff, who is sent a link to set a password, or saves what an administrator changed. */
export const saveMember = async (
  deps: Deps,
  admin: StaffMember,
  entered: Entered,
  { before, seen, actor }: Circumstances,
): Promise<Saved> => {
  if (before !== undefined) return changeMember(deps, admin, entered, { before, seen, actor })
  return addMember(deps, entered, actor)
}

/** Adds a member of staff and sends them the link by which they set a password; `taken`: the login is somebody's. */
export const addMember = async (deps: Means, entered: Entered, actor: Actor): Promise<'saved' | 'taken'> => {
  const now = deps.clock()
  const at = now.toISOString()
  const { login, fullName, email, role, officeId } = entered
  // Nobody knows it: the person sets one of their own by the link.
  const passwordHash = await hashPassword(randomBytes(32).toString('base64url'))
  try {
    await deps.db.transaction(async trx => {
      const id = await insertMember(trx, entered, passwordHash, at)
      const subject = { kind: 'staff', id } as const
      await audit(trx, { event: 'staff.created', actor, subject, at, details: { role, officeId } })
      await sendPasswordLink(deps, trx, { id, login, fullName, email }, { actor, now })
    })
    return 'saved'
  } catch (error) {
    if (!isUniqueViolation(error, 'staff_login_unique', 'staff.login')) throw error
    return 'taken'
  }
}

const changeMember = (
  { db, clock }: Deps,
  admin: StaffMember,
  entered: Entered,
  { before, seen, actor }: Circumstances & { before: Member },
): Promise<Saved> =>
  db.transaction(async trx => {
    const kept = await findMember(trx, admin, before.id)
    if (kept === undefined || rowDigest(kept) !== seen) return 'changed'
    const { role, officeId, active } = entered
    await updateMember(trx, before.id, entered)
    // What they may do has changed or ended: they sign in anew.
    if (kept.role !== role || kept.officeId !== officeId || !active) await endSessions(trx, userId('staff', before.id))
    await audit(trx, {
      event: 'staff.changed',
      actor,
      subject: { kind: 'staff', id: before.id },
      at: clock().toISOString(),
      details: { role, officeId, active },
    })
    return 'saved'
  })
