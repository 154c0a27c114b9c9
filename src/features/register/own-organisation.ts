import type { Request } from 'express'
import type { Db } from '../../db/db'
import { notFound } from '../../http/errors'
import { type StaffMember, staffOf } from '../../http/identity'
import { recordNumber } from '../../http/record-number'
import { findOrganisation, type Organisation } from '../organisations/organisations.repository'

/** Whether this member of staff looks after organisations of this office; the administrator of the system after all. */
export const looksAfter = ({ role, officeId }: StaffMember, office: number): boolean =>
  role === 'system_admin' || officeId === office

/** The organisation that an address names; one of another office does not exist. */
export const ownOrganisation = async (
  db: Db,
  req: Request,
): Promise<{ staff: StaffMember; organisation: Organisation }> => {
  const staff = staffOf(req)
  const organisation = await findOrganisation(db, recordNumber(req.params.id))
  if (organisation === undefined || !looksAfter(staff, organisation.officeId)) throw notFound()
  return { staff, organisation }
}
