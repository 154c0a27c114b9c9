import type { Db, Instant } from '../../db/db'

/** Why an application is rejected. `template` is a draft of the explanation, see `fillTemplate`; it may be empty. */
export type RejectionReason = {
  code: string
  name: string
  template: string
  position: number
  closedAt: Instant | null
}

const COLUMNS = {
  code: 'code',
  name: 'name',
  template: 'template',
  position: 'position',
  closedAt: 'closed_at',
} as const

/** The reasons in the order in which they are offered; closed ones only when asked for. */
export const listReasons = (db: Db, options: { closedToo?: boolean } = {}): Promise<RejectionReason[]> => {
  const query = db('rejection_reasons').orderBy(['position', 'code']).select(COLUMNS)
  return options.closedToo === true ? query : query.whereNull('closed_at')
}

/** What a rejected application says as its reason, also of one that is offered no more; empty without a code. */
export const reasonName = async (db: Db, code: string | null): Promise<string> => {
  if (code === null) return ''
  const row: { name: string } | undefined = await db('rejection_reasons').where({ code }).first('name')
  return row?.name ?? code
}

/** Adds a reason or changes the one with this code. */
export const saveReason = async (trx: Db, { closedAt, ...reason }: RejectionReason): Promise<void> => {
  await trx('rejection_reasons')
    .insert({ ...reason, closed_at: closedAt })
    .onConflict('code')
    .merge()
}
