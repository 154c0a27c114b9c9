import type { Db } from '../../db/db'
import type { SignedIn } from '../../http/session'

const TABLES = { account: 'accounts', person: 'persons', staff: 'staff' } as const

/** Whether everybody knows the password of this user: then the page of the second step shows the code, in demo mode. */
export const isDemoUser = async (db: Db, { subject, key }: SignedIn): Promise<boolean> =>
  Boolean((await db(TABLES[subject]).where({ id: key }).first('demo'))?.demo)
