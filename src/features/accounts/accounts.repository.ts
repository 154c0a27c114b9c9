import type { Db, Instant } from '../../db/db'
import { userId } from '../../http/session'
import { endSessions } from '../../http/session-store'
import { bearsMark } from './credential'
import type { Candidate } from './sign-in.service'

/** Why an organisation's account may not be used now. */
export type Bar = 'archived' | 'blocked' | 'demo'

type Standing = {
  archived_at: Instant | null
  blocked_at: Instant | null
  account_demo: boolean | 0 | 1
  demo: boolean | 0 | 1
}

const STANDING = [
  'organisations.archived_at',
  'organisations.blocked_at',
  'organisations.demo',
  'accounts.demo as account_demo',
]

/** Demo accounts have passwords that everybody knows: outside demo mode they do not open anything. */
const barOf = (row: Standing, demoMode: boolean): Bar | undefined => {
  if (row.archived_at !== null) return 'archived'
  if (row.blocked_at !== null) return 'blocked'
  return !demoMode && (row.demo || row.account_demo) ? 'demo' : undefined
}

const accounts = (db: Db) => db('accounts').join('organisations', 'organisations.id', 'accounts.organisation_id')

/** The account of the organisation with this ОКПО or ТОСП number. */
export const findByLogin = async (db: Db, login: string, demoMode: boolean): Promise<Candidate | undefined> => {
  if (!/^\d{8,14}$/.test(login)) return undefined
  const row = await accounts(db)
    .where({ 'organisations.okpo': login })
    .first('accounts.id', 'accounts.password_hash', ...STANDING)
  return (
    row && {
      subject: 'account',
      key: row.id,
      passwordHash: row.password_hash,
      barred: barOf(row, demoMode),
      demo: Boolean(row.demo || row.account_demo),
    }
  )
}

/** What a session is checked against at every request; `mark` names the password that it began with. */
export type SessionCheck = { demoMode: boolean; mark: string }

/** The account and its organisation, if it may be used now and its password is still that one. */
export const findUsable = async (
  db: Db,
  accountId: number,
  { demoMode, mark }: SessionCheck,
): Promise<{ organisationId: number; shortName: string } | undefined> => {
  const row = await accounts(db)
    .where({ 'accounts.id': accountId })
    .first('accounts.organisation_id', 'accounts.password_hash', 'organisations.short_name', ...STANDING)
  if (row === undefined || barOf(row, demoMode) !== undefined || !bearsMark(row.password_hash, mark)) return undefined
  return { organisationId: row.organisation_id, shortName: row.short_name }
}

export type NewPassword = { organisationId: number; passwordHash: string; at: Instant }

/** The account of an organisation; undefined when it has one already, also by a transaction that ran at the same time. */
export const insertAccount = async (
  trx: Db,
  { organisationId, passwordHash, at }: NewPassword,
): Promise<number | undefined> => {
  const [row] = await trx('accounts')
    .insert({ organisation_id: organisationId, password_hash: passwordHash, password_changed_at: at, created_at: at })
    .onConflict('organisation_id')
    .ignore()
    .returning('id')
  return row?.id
}

/** A new password for an account that was out of use; whoever was signed in with the old one is not any more. */
export const renewAccount = async (trx: Db, { organisationId, passwordHash, at }: NewPassword): Promise<number> => {
  const [row] = await trx('accounts')
    .where({ organisation_id: organisationId })
    .update({ password_hash: passwordHash, password_changed_at: at })
    .returning('id')
  await endSessions(trx, userId('account', row.id))
  return row.id
}
