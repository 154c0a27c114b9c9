import type { Db, Instant } from '../../db/db'
import type { Candidate } from './sign-in.service'

export type PersonName = { lastName: string; firstName: string; middleName: string | null }

export type Person = { id: number; email: string; name: string; hasPassword: boolean }

type Row = {
  id: number
  email: string
  last_name: string
  first_name: string
  middle_name: string | null
  password_hash: string | null
  demo: boolean | 0 | 1
}

export const personName = (row: Pick<Row, 'last_name' | 'first_name' | 'middle_name'>): string =>
  [row.last_name, row.first_name, row.middle_name].filter(Boolean).join(' ')

/** The authorised person who signs in with this address (in its ASCII form); nobody can before they set a password. */
export const findPersonByLogin = async (db: Db, email: string, demoMode: boolean): Promise<Candidate | undefined> => {
  const row = await db('persons').where({ email }).first<Row | undefined>()
  if (row === undefined || row.password_hash === null) return undefined
  return {
    subject: 'person',
    key: row.id,
    passwordHash: row.password_hash,
    barred: row.demo && !demoMode ? 'demo' : undefined,
    demo: Boolean(row.demo),
  }
}

const toPerson = (row: Row | undefined): Person | undefined =>
  row && { id: row.id, email: row.email, name: personName(row), hasPassword: row.password_hash !== null }

export const findPerson = async (db: Db, id: number): Promise<Person | undefined> =>
  toPerson(await db('persons').where({ id }).first<Row | undefined>())

export const findPersonByEmail = async (db: Db, email: string): Promise<Person | undefined> =>
  toPerson(await db('persons').where({ email }).first<Row | undefined>())

/**
 * The number of the person with this address. Whoever is new is written down as named; somebody who is known already
 * keeps the name that they have: an organisation cannot rename a person who serves others too.
 */
export const ensurePerson = async (
  trx: Db,
  email: string,
  { lastName, firstName, middleName }: PersonName,
  at: Instant,
): Promise<number> => {
  await trx('persons')
    .insert({ email, last_name: lastName, first_name: firstName, middle_name: middleName, created_at: at })
    .onConflict('email')
    .ignore()
  return (await trx('persons').where({ email }).first('id')).id
}
