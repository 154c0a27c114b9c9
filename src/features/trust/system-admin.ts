import type { Request, RequestHandler } from 'express'
import { notFound } from '../../http/errors'
import { type StaffMember, staffOf } from '../../http/identity'

/** Whom to trust is decided by the administrator of the system alone; for other members of staff there is no page. */
export const systemAdminOf = (req: Request): StaffMember => {
  const staff = staffOf(req)
  if (staff.role !== 'system_admin') throw notFound()
  return staff
}

/** Stands before the form is read: nobody else gets thirty megabytes into memory. */
export const systemAdminOnly: RequestHandler = (req, _res, next) => {
  systemAdminOf(req)
  next()
}
