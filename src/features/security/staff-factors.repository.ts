import type { Db, Instant } from '../../db/db'
import type { StaffMember } from '../../http/identity'

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
    .leftJoin('second_factors', join => join.on('second_factors.user_id', db.raw("'staff:' || staff.id")))
    .where({ active: true })
    .whereNot({ 'staff.id': admin.staffId })
    .orderBy('staff.login')
    .limit(LISTED)
    .select('staff.id', 'login', 'full_name', 'offices.short_name as office_name', 'second_factors.enabled_at')
  if (admin.role !== 'system_admin') void query.where({ office_id: admin.officeId }).whereNot({ role: 'system_admin' })
  if (id !== undefined) void query.where({ 'staff.id': id })
  return (await query).map(row => ({
    id: row.id,
    login: row.login,
    fullName: row.full_name,
    officeName: row.office_name,
    enabledAt: row.enabled_at,
  }))
}

const LISTED = 1000
