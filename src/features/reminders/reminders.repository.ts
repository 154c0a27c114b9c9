import type { Day, Db, Instant } from '../../db/db'

/** An application that waits for its office. */
export type DueApplication = { number: string; shortName: string; dueOn: Day; assignedTo: number | null }

/** A letter names so many; of the others it tells the number. */
export const NAMED = 30

type Window = { officeId: number; after?: Instant; until: Instant; staffId?: number }

const waiting = (db: Db, { officeId, after, until, staffId }: Window) => {
  // The words of the partial index.
  const query = db('applications')
    .where({ office_id: officeId })
    .whereRaw("status in ('submitted', 'in_review')")
    .where('due_at', '<=', until)
  if (after !== undefined) query.where('due_at', '>', after)
  return staffId === undefined ? query : query.where({ assigned_to: staffId, status: 'in_review' })
}

/** What is due in a span of time: how many, and the first of them by deadline. */
export const dueWithin = async (db: Db, window: Window): Promise<{ total: number; first: DueApplication[] }> => {
  const [{ total }] = (await waiting(db, window).count({ total: '*' })) as [{ total: number | string }]
  const first: DueApplication[] = await waiting(db, window)
    .orderBy(['due_at', 'id'])
    .limit(NAMED)
    .select({ number: 'number', shortName: 'short_name', dueOn: 'due_on', assignedTo: 'assigned_to' })
  return { total: Number(total), first }
}

export type Colleague = { id: number; fullName: string; role: string; email: string }

/** Who of an office can be written to. */
export const listReachable = (db: Db, officeId: number): Promise<Colleague[]> =>
  db('staff')
    .where({ office_id: officeId, active: true })
    .whereNotNull('email')
    .orderBy('id')
    .select({ id: 'id', fullName: 'full_name', role: 'role', email: 'email' })

/** Whether the office was reminded on this day or a later one. */
export const wasReminded = async (db: Db, officeId: number, day: Day): Promise<boolean> =>
  (await db('office_reminders').where({ office_id: officeId }).where('reminded_on', '>=', day).first()) !== undefined

/** Claims the day of an office: true for the one process whose letters count. */
export const claimDay = async (trx: Db, officeId: number, day: Day): Promise<boolean> => {
  const rows: unknown[] = await trx('office_reminders')
    .insert({ office_id: officeId, reminded_on: day })
    .onConflict('office_id')
    .merge()
    .where('office_reminders.reminded_on', '<', day)
    .returning('office_id')
  return rows.length > 0
}
