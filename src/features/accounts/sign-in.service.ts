import type { Knex } from 'knex'
import { type Actor, audit } from '../../audit/audit'
import type { AuditEvent, Subject } from '../../audit/events'
import type { Clock } from '../../clock'
import type { Db, Instant } from '../../db/db'
import { verifyNothing, verifyPassword } from './passwords'
import type { SignInLimits } from './sign-in-limits'

/** Somebody with this login. `barred` says why they may not come in even with the right password. */
export type Candidate = { key: number; passwordHash: string; barred: string | undefined }

/** What differs between the doors: respondents come to the cabinet, staff to the office. */
export type Door = {
  kind: 'respondent' | 'staff'
  subject: Subject
  events: { entered: AuditEvent; refused: AuditEvent; left: AuditEvent }
  find(db: Db, login: string): Promise<Candidate | undefined>
  /** Written together with the audit record of coming in. */
  noteEntry?(trx: Db, key: number, at: Instant): Promise<void>
}

export type SignInOutcome =
  | { kind: 'entered'; key: number }
  | { kind: 'refused' }
  | { kind: 'throttled'; seconds: number }

type Means = { db: Knex; clock: Clock; limits: SignInLimits }

/**
 * Checks login and password. Every cause of a refusal looks and lasts the same. Attempts at logins that do not exist
 * leave no audit record: there is nothing it could be about, and what was typed may be anybody's password.
 */
export const trySignIn = async (
  { db, clock, limits }: Means,
  door: Door,
  { login, password }: { login: string; password: string },
  actor: Actor,
): Promise<SignInOutcome> => {
  const attempt = { kind: door.kind, login, address: actor.address }
  const seconds = await limits.take(attempt)
  if (seconds > 0) return { kind: 'throttled', seconds }
  const candidate = await door.find(db, login)
  if (candidate === undefined) {
    await verifyNothing(password)
    return { kind: 'refused' }
  }
  const { key, barred } = candidate
  const isRight = await verifyPassword(candidate.passwordHash, password)
  const at = clock().toISOString()
  const subject = { kind: door.subject, id: key }
  if (!isRight || barred !== undefined) {
    await audit(db, {
      event: door.events.refused,
      actor,
      subject,
      at,
      details: { cause: isRight ? barred : 'password' },
    })
    return { kind: 'refused' }
  }
  await db.transaction(async trx => {
    await door.noteEntry?.(trx, key, at)
    await audit(trx, { event: door.events.entered, actor: { ...actor, kind: door.kind, id: key }, subject, at })
  })
  await limits.succeeded(attempt)
  return { kind: 'entered', key }
}
