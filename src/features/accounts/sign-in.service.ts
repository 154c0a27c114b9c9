import type { Request } from 'express'
import type { Knex } from 'knex'
import { type Actor, audit } from '../../audit/audit'
import type { Clock } from '../../clock'
import type { Db, Instant } from '../../db/db'
import { actorOf } from '../../http/actor'
import { type SignedIn, signedInAs, signIn, type UserKind } from '../../http/session'
import { credentialMark } from './credential'
import { verifyNothing, verifyPassword } from './passwords'
import type { Attempt, SignInLimits } from './sign-in-limits'

/** Somebody with this login. `barred` says why they may not come in even with the right password. */
export type Candidate = {
  subject: UserKind
  key: number
  passwordHash: string
  barred: string | undefined
  /** One of the accounts that demo mode comes with. */
  demo: boolean
}

/** What differs between the doors: respondents come to the cabinet, staff to the office. */
export type Door = {
  kind: 'respondent' | 'staff'
  /** Under whom attempts at logins that do not exist are written down. */
  stranger: UserKind
  find(db: Db, login: string): Promise<Candidate | undefined>
}

export type PasswordOutcome =
  | { kind: 'right'; entrant: Entrant }
  | { kind: 'refused' }
  | { kind: 'throttled'; seconds: number }

/** Whose password was right. They are not in yet: a second factor may be asked for. */
export type Entrant = { user: SignedIn; login: string; demo: boolean }

/** The attempt of somebody at a door, as the limits count it. */
export const attemptOf = ({ kind }: Door, login: string, address: string | undefined): Attempt => ({
  kind,
  login,
  address,
})

type Means = { db: Knex; clock: Clock; limits: SignInLimits }

/** The number in the audit log of whoever does not exist. */
const NOBODY = 0

/**
 * Checks login and password. Every cause of a refusal looks and lasts the same: one query, one password verified, one
 * audit record. What was typed is not in it: it may be anybody's password. A right pair lasts as long: what it adds is
 * written by whoever lets in, in one transaction as well.
 */
export const checkPassword = async (
  means: Means,
  door: Door,
  { login, password }: { login: string; password: string },
  actor: Actor,
): Promise<PasswordOutcome> => {
  const { db, limits } = means
  const seconds = await limits.take(attemptOf(door, login, actor.address))
  if (seconds > 0) return { kind: 'throttled', seconds }
  const candidate = await door.find(db, login)
  const isRight =
    candidate === undefined ? await verifyNothing(password) : await verifyPassword(candidate.passwordHash, password)
  if (candidate === undefined || !isRight || candidate.barred !== undefined) {
    const cause = candidate === undefined ? 'unknown' : isRight ? (candidate.barred as string) : 'password'
    await noteRefusal(means, candidate ?? { subject: door.stranger, key: NOBODY }, actor, cause)
    return { kind: 'refused' }
  }
  const { subject, key, demo } = candidate
  return {
    kind: 'right',
    entrant: { user: signedInAs(subject, key, credentialMark(candidate.passwordHash)), login, demo },
  }
}

/** Writes down that somebody was not let in, and why. */
export const noteRefusal = (
  { db, clock }: Pick<Means, 'db' | 'clock'>,
  { subject, key }: { subject: UserKind; key: number },
  actor: Actor,
  cause: string,
): Promise<void> =>
  audit(db, {
    event: `${subject}.sign_in_failed`,
    actor,
    subject: { kind: subject, id: key },
    at: clock().toISOString(),
    details: { cause, browser: actor.browser },
  })

/** What opens the door, taken in the transaction of the entry; false when it came too late. */
export type Key = { how: EntryWay; take?: (trx: Knex.Transaction) => Promise<boolean> }

export type EntryWay = 'password' | 'code' | 'recovery_code' | 'set_up' | 'certificate'

/**
 * The entry itself, with its session and its audit record, in one transaction. False when the account may not be used
 * any more, its password has changed since it was checked, or the key came too late: then nothing has happened.
 */
export const enter = (
  { db, clock, limits }: Means,
  door: Door,
  { user, login }: Pick<Entrant, 'user' | 'login'>,
  req: Request,
  { how, take }: Key,
): Promise<boolean> => {
  const at = clock().toISOString()
  const actor = actorOf(req)
  return db.transaction(async trx => {
    const candidate = await door.find(trx, login)
    if (candidate?.subject !== user.subject || candidate.key !== user.key || candidate.barred !== undefined)
      return false
    if (credentialMark(candidate.passwordHash) !== user.mark) return false
    if (take !== undefined && !(await take(trx))) return false
    await noteEntry(trx, candidate, at)
    await audit(trx, {
      event: `${user.subject}.signed_in`,
      actor: asUser(actor, user),
      subject: { kind: user.subject, id: user.key },
      at,
      details: { how, browser: actor.browser },
    })
    await limits.succeeded(trx, attemptOf(door, login, actor.address), how === 'password')
    await signIn(trx, req, user)
    return true
  })
}

/** Whoever comes in acts as themselves already, though the request is still a visitor's. */
export const asUser = (actor: Actor, { kind, subject, key }: SignedIn): Actor => ({
  ...actor,
  kind,
  ...(subject === 'person' ? { personId: key } : { id: key }),
})

/** Written together with the audit record of coming in. */
const noteEntry = async (trx: Db, { subject, key }: Candidate, at: Instant): Promise<void> => {
  if (subject === 'staff') return
  await trx(subject === 'account' ? 'accounts' : 'persons')
    .where({ id: key })
    .update({ last_sign_in_at: at })
}
