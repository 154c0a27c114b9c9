import type { Request } from 'express'
import type { Db } from '../../db/db'
import { notFound } from '../../http/errors'
import { officeStaffOf } from '../../http/identity'
import { recordNumber } from '../../http/record-number'
import { type Application, isSent, type SentApplication } from '../applications/application'
import { findApplication, lockApplication } from '../applications/applications.repository'
import type { OfficeStaff } from './queue.lists'

/** An application that lies at this office now. Throws 404 for drafts, for other offices' and for what does not exist. */
const own = (application: Application | undefined, { officeId }: OfficeStaff): SentApplication => {
  if (application === undefined || !isSent(application) || application.officeId !== officeId) throw notFound()
  return application
}

/** Who asks, and the application of the address. */
export const ownApplication = async (
  db: Db,
  req: Request,
): Promise<{ staff: OfficeStaff; application: SentApplication }> => {
  const staff = officeStaffOf(req)
  return { staff, application: own(await findApplication(db, recordNumber(req.params.id)), staff) }
}

/** The same under lock, inside the transaction that decides. */
export const lockOwn = async (trx: Db, staff: OfficeStaff, id: number): Promise<SentApplication> =>
  own(await lockApplication(trx, id), staff)
