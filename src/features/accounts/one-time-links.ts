import { createHash, randomBytes } from 'node:crypto'
import type { Db, Instant } from '../../db/db'

/*
 * Links in letters that do one thing once. They are used by POST only: a mail scanner that opens every link of a letter
 * must not use them up. Only the hash of a token is stored, so the table opens nothing.
 */

export type LinkPurpose = 'recovery' | 'first_password' | 'invitation' | 'new_email'
export type LinkSubject = { kind: 'account' | 'person' | 'contact' | 'staff'; id: number }

export type OneTimeLink = {
  purpose: LinkPurpose
  subject: LinkSubject
  /** The address that is to be confirmed. */
  email: string | null
}

const HOUR = 3_600_000
const DAY = 24 * HOUR

/** How long a link works. */
export const LINK_LIFE_MS: Record<LinkPurpose, number> = {
  recovery: HOUR,
  first_password: 7 * DAY,
  invitation: 7 * DAY,
  new_email: DAY,
}

/**
 * Makes a link and returns its token, for the letter alone. An older one of the same purpose stops working in the same
 * moment, whoever asks at the same time.
 */
export const makeLink = async (
  trx: Db,
  { purpose, subject, email = null }: Omit<OneTimeLink, 'email'> & { email?: string | null },
  now: Date,
): Promise<string> => {
  const token = randomBytes(32).toString('base64url')
  await trx('one_time_links')
    .insert({
      token_hash: hash(token),
      purpose,
      subject_kind: subject.kind,
      subject_id: subject.id,
      email,
      created_at: now.toISOString(),
      expires_at: new Date(now.getTime() + LINK_LIFE_MS[purpose]).toISOString(),
    })
    .onConflict(trx.raw('(subject_kind, subject_id, purpose) where used_at is null'))
    .merge(['token_hash', 'email', 'created_at', 'expires_at'])
  return token
}

/** A link that still works, looked at without using it. Used, replaced, run out and unknown ones are all the same. */
export const findLink = async (
  db: Db,
  token: unknown,
  purposes: readonly LinkPurpose[],
  now: Date,
): Promise<OneTimeLink | undefined> => {
  if (!isToken(token)) return undefined
  return toLink(await working(db, token, purposes, now).first())
}

/** Uses a link up. Of two who come with the same one at once, the database lets one through. */
export const useLink = async (
  trx: Db,
  token: unknown,
  purposes: readonly LinkPurpose[],
  now: Date,
): Promise<OneTimeLink | undefined> => {
  if (!isToken(token)) return undefined
  const [row] = await working(trx, token, purposes, now)
    .update({ used_at: now.toISOString() })
    .returning(['purpose', 'subject_kind', 'subject_id', 'email'])
  return toLink(row)
}

/** Ends links that must not outlive a change: those to an address that was left, those to a password that is new. */
export const closeLinks = async (trx: Db, subject: LinkSubject, purposes: readonly LinkPurpose[]): Promise<void> => {
  await trx('one_time_links')
    .where({ subject_kind: subject.kind, subject_id: subject.id, used_at: null })
    .whereIn('purpose', purposes)
    .delete()
}

/** Removes what ran out, a bounded number at a time. Returns how many went. */
export const sweepLinks = (db: Db, now: Instant, limit = 1000): Promise<number> => {
  const past = db('one_time_links').select('id').where('expires_at', '<', now).limit(limit)
  return db('one_time_links').whereIn('id', past).delete()
}

const working = (db: Db, token: string, purposes: readonly LinkPurpose[], now: Date) =>
  db('one_time_links')
    .where({ token_hash: hash(token), used_at: null })
    .whereIn('purpose', purposes)
    .where('expires_at', '>', now.toISOString())

type Row = { purpose: LinkPurpose; subject_kind: LinkSubject['kind']; subject_id: number; email: string | null }

const toLink = (row: Row | undefined): OneTimeLink | undefined =>
  row && { purpose: row.purpose, subject: { kind: row.subject_kind, id: row.subject_id }, email: row.email }

const isToken = (token: unknown): token is string => typeof token === 'string' && /^[\w-]{43}$/.test(token)

const hash = (token: string): string => createHash('sha256').update(token).digest('hex')
