import type { Request } from 'express'
import { notFound } from '../../http/errors'
import { type StaffMember, type StaffRole, staffOf } from '../../http/identity'

/** A member of staff with one of these roles; for the others the page does not exist. */
export const staffWith = (req: Request, ...roles: StaffRole[]): StaffMember => {
  const staff = staffOf(req)
  if (!roles.includes(staff.role)) throw notFound()
  return staff
}
