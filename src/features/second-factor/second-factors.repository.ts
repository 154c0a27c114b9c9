import type { Db, Instant } from '../../db/db'

export type SecondFactor = {
  userId: string
  sealedKey: string
  /** Of the last code that was taken. */
  lastStep: number | null
  enabledAt: Instant
  /** Of a demo account: the page shows its code. */
  demo: boolean
}

export const findFactor = async (db: Db, userId: string): Promise<SecondFactor | undefined> => {
  const row = await db('second_factors').where({ user_id: userId }).first()
  return (
    row && {
      userId,
      sealedKey: row.sealed_key,
      lastStep: row.last_step,
      enabledAt: row.enabled_at,
      demo: Boolean(row.demo),
    }
  )
}

/** Which of these users have a second factor. */
export const usersWithFactor = async (db: Db, userIds: readonly string[]): Promise<Set<string>> =>
  new Set(await db('second_factors').whereIn('user_id', userIds).pluck('user_id'))

/** False when the user has a second factor already, perhaps for a moment only: another tab was faster. */
export const insertFactor = async (trx: Db, factor: SecondFactor): Promise<boolean> => {
  const inserted = await trx('second_factors')
    .insert({
      user_id: factor.userId,
      sealed_key: factor.sealedKey,
      last_step: factor.lastStep,
      enabled_at: factor.enabledAt,
      demo: factor.demo,
    })
    .onConflict('user_id')
    .ignore()
    .returning('user_id')
  return inserted.length > 0
}

/**
 * Takes the code of a step, once: whoever comes second with it, or with an earlier one, is too late. The condition
 * stands in the statement, so two requests at the same moment cannot both be right.
 */
export const takeStep = async (trx: Db, userId: string, step: number): Promise<boolean> => {
  const taken = await trx('second_factors')
    .where({ user_id: userId })
    .where(earlier => void earlier.whereNull('last_step').orWhere('last_step', '<', step))
    .update({ last_step: step })
  return taken > 0
}

export const resealKey = async (trx: Db, userId: string, sealedKey: string): Promise<void> => {
  await trx('second_factors').where({ user_id: userId }).update({ sealed_key: sealedKey })
}

/** With its recovery codes. Returns whether there was one. */
export const deleteFactor = async (trx: Db, userId: string): Promise<boolean> =>
  (await trx('second_factors').where({ user_id: userId }).delete()) > 0

export const replaceRecoveryCodes = async (
  trx: Db,
  userId: string,
  codes: readonly { position: number; hash: string }[],
): Promise<void> => {
  await trx('recovery_codes').where({ user_id: userId }).delete()
  await trx('recovery_codes').insert(
    codes.map(({ position, hash }) => ({ user_id: userId, position, code_hash: hash })),
  )
}

/** The hash of a code that was not used yet. */
export const findRecoveryHash = async (db: Db, userId: string, position: number): Promise<string | undefined> =>
  (await db('recovery_codes').where({ user_id: userId, position }).whereNull('used_at').first('code_hash'))?.code_hash

/** Takes a recovery code, once: false when another request was faster. */
export const takeRecoveryCode = async (trx: Db, userId: string, hash: string, at: Instant): Promise<boolean> =>
  (await trx('recovery_codes')
    .where({ user_id: userId, code_hash: hash })
    .whereNull('used_at')
    .update({ used_at: at })) > 0

/** How many recovery codes are left. */
export const countRecoveryCodes = async (db: Db, userId: string): Promise<number> => {
  const [row] = await db('recovery_codes').where({ user_id: userId }).whereNull('used_at').count({ left: '*' })
  return Number(row?.left ?? 0)
}
