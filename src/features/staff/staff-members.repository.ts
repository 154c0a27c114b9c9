import type { Knex } from 'knex'
import type { Db, Instant } from '../../db/db'
import type { List } from '../../db/keyset'
import type { StaffMember, StaffRole } from '../../http/identity'

export type Member = {
  id: number
  login: string
  fullName: string
  email: string | null
  role: StaffRole
  officeId: number | null
  active: boolean
}

type Row = {
  id: number
  login: string
  full_name: string
  email: string | null
  role: StaffRole
  office_id: number | null
  active: boolean | 0 | 1
}

export const toMember = (row: Row): Member => ({
  id: row.id,
  login: row.login,
  fullName: row.full_name,
  email: row.email,
  role: row.role,
  officeId: row.office_id,
  active: Boolean(row.active),
})

/** Whom an administrator looks after: their own office's people who are no administrators of the system, or everybody. */
const managedBy = (db: Db, admin: StaffMember): Knex.QueryBuilder => {
  const query = db('staff').select('id', 'login', 'full_name', 'email', 'role', 'office_id', 'active')
  return admin.role === 'system_admin'
    ? query
    : query.where({ office_id: admin.officeId }).whereNot({ role: 'system_admin' })
}

export const membersOf = (db: Db, admin: StaffMember): List => ({
  order: { keys: [{ property: 'id', kind: 'integer' }], direction: 'desc' },
  sources: [{ query: managedBy(db, admin), columns: ['id'] }],
})

export const findMember = async (db: Db, admin: StaffMember, id: number): Promise<Member | undefined> => {
  const row: Row | undefined = await managedBy(db, admin).where({ id }).first()
  return row && toMember(row)
}

/** By the number alone, for the page behind the link of a letter: whoever has the link is the person. */
export const findActiveMember = async (db: Db, id: number, demoMode: boolean): Promise<Member | undefined> => {
  const query = db('staff').where({ id, active: true })
  const row: Row | undefined = await (demoMode ? query : query.where({ demo: false })).first()
  return row && toMember(row)
}

/** An administrator of the system who may work, by login. */
export const findAdministrator = async (db: Db, login: string): Promise<Member | undefined> => {
  const row: Row | undefined = await db('staff')
    .where({ login, role: 'system_admin', active: true, demo: false })
    .first()
  return row && toMember(row)
}

/** A member as an administrator enters them: everybody new has an address for the link. */
export type Entered = Omit<Member, 'id' | 'email'> & { email: string }

const columnsOf = ({ fullName, email, role, officeId, active }: Omit<Entered, 'login'>) => ({
  full_name: fullName,
  email,
  role,
  office_id: officeId,
  active,
})

/** Errors: a unique violation when the login is taken. */
export const insertMember = async (
  db: Db,
  { login, ...entered }: Entered,
  passwordHash: string,
  at: Instant,
): Promise<number> => {
  const [row] = (await db('staff')
    .insert({ login, ...columnsOf(entered), password_hash: passwordHash, created_at: at })
    .returning('id')) as [{ id: number }]
  return row.id
}

export const updateMember = async (db: Db, id: number, entered: Omit<Entered, 'login'>): Promise<void> => {
  await db('staff').where({ id }).update(columnsOf(entered))
}

export const setStaffPassword = async (db: Db, id: number, passwordHash: string): Promise<void> => {
  await db('staff').where({ id }).update({ password_hash: passwordHash })
}
