import type { Request } from 'express'
import type { Db } from '../../db/db'
import type { Application } from '../applications/application'

/**
 * Whether this browser may fill in an application. One by letter is the business of the office that enters it until it
 * is sent; afterwards the organisation may correct it by the link of its letter, like any other.
 */
export const mayEnter = async (db: Db, req: Request, { status, enteredBy }: Application): Promise<boolean> => {
  if (enteredBy === null || status !== 'draft') return true
  const { identity } = req
  return (
    identity?.kind === 'staff' &&
    identity.officeId !== null &&
    identity.officeId === (await officeOfAuthor(db, enteredBy))
  )
}

/** The office of whoever entered an application; null when they belong to none now. */
const officeOfAuthor = async (db: Db, staffId: number): Promise<number | null> =>
  (await db('staff').where({ id: staffId }).first('office_id'))?.office_id ?? null
