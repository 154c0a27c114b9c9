import type { Knex } from 'knex'
import { type Actor, audit } from '../../audit/audit'
import type { Clock } from '../../clock'
import type { Db, Instant } from '../../db/db'
import type { UserKind } from '../../http/session'
import { verifyNothing, verifyPassword } from './passwords'
import type { SignInLimits } from './sign-in-limits'

/** Somebody with this login. `barred` says why they may not come in even with the right password. */
export type Candidate = { subject: UserKind; key: number; passwordHash: string; barred: string | undefined }

/** What differs between the doors: respondents come to the cabinet, staff to the office. */
export type Door = {
  kind: 'respondent' | 'staff'
  /** Under whom attempts at logins that do not exist are written down. */
  stranger: UserKind
  find(db: Db, login: string): Promise<Candidate | undefined>
}

export type SignInOutcome =
  | { kind: 'entered'; subject: UserKind; key: number }
  | { kind: 'refused' }
  | { kind: 'throttled'; seconds: number }

type Means = { db: Knex; clock: Clock; limits: SignInLimits }

/** The number in the audit log of whoever does not exist. */
const NOBODY = 0

/**
 * Checks login and password. Every cause of a refusal looks and lasts the same: one query, one password verified, one
 * audit record. What was typed is not in it: it may be anybody's password.
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
  const isRight =
    candidate === undefined ? await verifyNothing(password) : await verifyPassword(candidate.passwordHash, password)
  const at = clock().toISOString()
  if (candidate === undefined || !isRight || candidate.barred !== undefined) {
    const { subject, key } = candidate ?? { subject: door.stranger, key: NOBODY }
    const cause = candidate === undefined ? 'unknown' : isRight ? candidate.barred : 'password'
    const event = `${subject}.sign_in_failed` as const
    await audit(db, { event, actor, subject: { kind: subject, id: key }, at, details: { cause } })
    return { kind: 'refused' }
  }
  const { subject, key } = candidate
  await db.transaction(async trx => {
    await noteEntry(trx, candidate, at)
    await audit(trx, {
      event: `${subject}.signed_in`,
      actor: { ...actor, kind: door.kind, ...(subject === 'person' ? { personId: key } : { id: key }) },
      subject: { kind: subject, id: key },
      at,
    })
  })
  await limits.succeeded(attempt)
  return { kind: 'entered', subject, key }
}

/** Written together with the audit record of coming in. */
const noteEntry = async (trx: Db, { subject, key }: Candidate, at: Instant): Promise<void> => {
  if (subject === 'staff') return
  await trx(subject === 'account' ? 'accounts' : 'persons')
    .where({ id: key })
    .update({ last_sign_in_at: at })
}
