import type { Request } from 'express'
import type { Db } from '../../db/db'
import { notFound } from '../../http/errors'
import { type StaffMember, staffOf } from '../../http/identity'
import { recordNumber } from '../../http/record-number'
import type { Question } from './question'
import { findQuestion } from './support.repository'

/** A question of the own office; whoever is of another one does not learn that it exists. */
export const officeQuestion = async (db: Db, req: Request): Promise<{ question: Question; staff: StaffMember }> => {
  const staff = staffOf(req)
  const question = await findQuestion(db, recordNumber(req.params.id))
  if (question === undefined || question.officeId !== staff.officeId) throw notFound()
  return { question, staff }
}
