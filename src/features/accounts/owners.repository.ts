import type { Db, Instant } from '../../db/db'
import { userId } from '../../http/session'
import { endSessions } from '../../http/session-store'
import { emailAscii } from '../../validation/rules/email'
import { closeLinks } from './one-time-links'
import { personName } from './persons.repository'

export type OwnerKey = { kind: 'account' | 'person'; id: number }

/** Whose password it is: an organisation's or an authorised person's. */
export type Owner = OwnerKey & {
  /** What they sign in with: ОКПО or e-mail. */
  login: string
  name: string
  /** Where letters go; the register of organisations may know no address. */
  email: string | undefined
  okpo: string | undefined
  organisationId: number | undefined
  passwordHash: string | null
}

type Options = { demoMode: boolean }

/** An account that may be used now: neither archived nor blocked, and no demo account outside of the demo mode. */
const accounts = (db: Db, { demoMode }: Options) => {
  const query = db('accounts')
    .join('organisations', 'organisations.id', 'accounts.organisation_id')
    .where({ 'organisations.archived_at': null, 'organisations.blocked_at': null })
    .select(
      'accounts.id',
      'accounts.password_hash',
      'organisations.id as organisation_id',
      'okpo',
      'short_name',
      'email',
    )
  return demoMode ? query : query.where({ 'accounts.demo': false, 'organisations.demo': false })
}

const persons = (db: Db, { demoMode }: Options) => {
  const query = db('persons').select('id', 'email', 'last_name', 'first_name', 'middle_name', 'password_hash')
  return demoMode ? query : query.where({ demo: false })
}

export const findOwner = async (db: Db, { kind, id }: OwnerKey, options: Options): Promise<Owner | undefined> =>
  kind === 'account'
    ? ownerOfAccount(await accounts(db, options).where({ 'accounts.id': id }).first())
    : ownerOfPerson(await persons(db, options).where({ id }).first())

/** The account of the organisation with this ОКПО. */
export const findAccountByOkpo = async (db: Db, okpo: string, options: Options): Promise<Owner | undefined> =>
  ownerOfAccount(await accounts(db, options).where({ okpo }).first())

/** The account of an organisation, by the organisation's number. */
export const findAccountOf = async (db: Db, organisationId: number, options: Options): Promise<Owner | undefined> =>
  ownerOfAccount(await accounts(db, options).where({ 'organisations.id': organisationId }).first())

/** @param email in its ASCII form */
export const findPersonOwner = async (db: Db, email: string, options: Options): Promise<Owner | undefined> =>
  ownerOfPerson(await persons(db, options).where({ email }).first())

type AccountRow = {
  id: number
  password_hash: string
  organisation_id: number
  okpo: string
  short_name: string
  email: string | null
}

const ownerOfAccount = (row: AccountRow | undefined): Owner | undefined =>
  row && {
    kind: 'account',
    id: row.id,
    login: row.okpo,
    name: row.short_name,
    email: row.email === null ? undefined : emailAscii(row.email),
    okpo: row.okpo,
    organisationId: row.organisation_id,
    passwordHash: row.password_hash,
  }

type PersonRow = {
  id: number
  email: string
  last_name: string
  first_name: string
  middle_name: string | null
  password_hash: string | null
}

const ownerOfPerson = (row: PersonRow | undefined): Owner | undefined =>
  row && {
    kind: 'person',
    id: row.id,
    login: row.email,
    name: personName(row),
    email: row.email,
    okpo: undefined,
    organisationId: undefined,
    passwordHash: row.password_hash,
  }

/**
 * Writes a new password; everything that the old one opened ends with it: sessions, but for the one that is kept, and
 * links to recover it.
 */
export const setPassword = async (
  trx: Db,
  { kind, id }: OwnerKey,
  { passwordHash, at, keepSession }: { passwordHash: string; at: Instant; keepSession?: string },
): Promise<void> => {
  await trx(kind === 'account' ? 'accounts' : 'persons')
    .where({ id })
    .update({ password_hash: passwordHash, password_changed_at: at })
  await endSessions(trx, userId(kind, id), keepSession)
  await closeLinks(trx, { kind, id }, ['recovery', 'first_password'])
}
