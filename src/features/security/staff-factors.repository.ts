import type { Db, Instant } from '../../db/db'
import type { StaffMember } from '../../http/identity'
import { userId } from '../../http/session'

export type StaffFactor = {
  id: number
  login: string
  fullName: string
  officeName: string | null
  enabledAt: Instant | null
}

/**
 * Members of staff whose second factor an administrator may reset: those of the own office who are no administrators
 * of the system, or everybody; never oneself, for a stolen session must not get rid of the code that guards it.
 */
export const listStaffFactors = async (db: Db, admin: StaffMember, id?: number): Promise<StaffFactor[]> => {
  const query = db('staff')
    .leftJoin('offices', 'offices.id', 'staff.office_id')
    .where({ active: true })
    .whereNot({ 'staff.id': admin.staffId })
    .orderBy('staff.login')
    .limit(LISTED)
    .select('staff.id', 'login', 'staff.full_name', 'offices.short_name as office_name')
  if (admin.role !== 'system_admin') void query.where({ office_id: admin.officeId }).whereNot({ role: 'system_admin' })
  if (id !== undefined) void query.where({ 'staff.id': id })
  const members = await query
  const factors = await db('second_factors')
    .whereIn(
      'user_id',
      members.map(row => userId('staff', row.id)),
    )
    .select('user_id', 'enabled_at')
  const enabled = new Map<string, Instant>(factors.map(row => [row.user_id, row.enabled_at]))
  return members.map(row => ({
    id: row.id,
    login: row.login,
    fullName: row.full_name,
    officeName: row.office_name,
    enabledAt: enabled.get(userId('staff', row.id)) ?? null,
  }))
}

/** More than any office has, fewer than SQLite takes in one statement. */
const LISTED = 1000
