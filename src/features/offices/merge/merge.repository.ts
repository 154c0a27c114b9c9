import type { Db } from '../../../db/db'
import type { HandedOver } from './hand-over-all'

/** Up to so many rows of a kind are counted for the page. */
export const MANY = 10_000

/** How much an office would hand over; `MANY + 1` where there is more than is counted. */
export const countForMerge = async (db: Db, officeId: number): Promise<HandedOver> => {
  const count = async (table: string): Promise<number> => {
    const some = db(table)
      .where({ office_id: officeId })
      .select('id')
      .limit(MANY + 1)
    const [row] = (await db.from(some.as('some')).count({ total: '*' })) as [{ total: number }]
    return row.total
  }
  return {
    organisations: await count('organisations'),
    applications: await count('applications'),
    reports: await count('reports'),
    staff: await count('staff'),
  }
}
