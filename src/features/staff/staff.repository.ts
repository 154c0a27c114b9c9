import type { Db } from '../../db/db'
import type { StaffMember, StaffRole } from '../../http/identity'
import type { SessionCheck } from '../accounts/accounts.repository'
import { bearsMark } from '../accounts/credential'
import type { Candidate } from '../accounts/sign-in.service'

/** Members of staff who belong to no office see Moscow time. */
const MOSCOW = 'Europe/Moscow'

type Row = {
  id: number
  full_name: string
  role: StaffRole
  office_id: number | null
  time_zone: string | null
  password_hash: string
  active: boolean | 0 | 1
  demo: boolean | 0 | 1
}

/** Demo logins have passwords that everybody knows: outside demo mode they do not open anything. */
const barOf = ({ active, demo }: Row, demoMode: boolean): string | undefined => {
  if (!active) return 'inactive'
  return demo && !demoMode ? 'demo' : undefined
}

const staff = (db: Db) =>
  db('staff').leftJoin('offices', 'offices.id', 'staff.office_id').select<Row[]>('staff.*', 'offices.time_zone')

export const findStaffByLogin = async (db: Db, login: string, demoMode: boolean): Promise<Candidate | undefined> => {
  if (!/^[a-z0-9._-]{1,60}$/.test(login)) return undefined
  const row: Row | undefined = await staff(db).where({ login }).first()
  return (
    row && {
      subject: 'staff',
      key: row.id,
      passwordHash: row.password_hash,
      barred: barOf(row, demoMode),
      demo: Boolean(row.demo),
    }
  )
}

/** A member of staff who may work now and whose password is still the one that the session began with. */
export const findStaffMember = async (
  db: Db,
  id: number,
  { demoMode, mark }: SessionCheck,
): Promise<StaffMember | undefined> => {
  const row: Row | undefined = await staff(db).where({ 'staff.id': id }).first()
  if (row === undefined || barOf(row, demoMode) !== undefined || !bearsMark(row.password_hash, mark)) return undefined
  return {
    kind: 'staff',
    staffId: row.id,
    name: row.full_name,
    role: row.role,
    officeId: row.office_id,
    timeZone: row.time_zone ?? MOSCOW,
  }
}
