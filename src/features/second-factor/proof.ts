import type { Knex } from 'knex'
import type { Deps } from '../../deps'
import { isSealedWithOld, openText, sealText } from '../../http/sealed-text'
import { verifyPassword } from '../accounts/passwords'
import { matchingStep } from './one-time-code'
import { readRecoveryCode } from './recovery-codes'
import { findFactor, findRecoveryHash, resealKey, takeRecoveryCode, takeStep } from './second-factors.repository'

type Means = Pick<Deps, 'db' | 'clock' | 'config'>

/** A code that is right. It counts only once it has been taken, in the transaction of what it opens. */
export type Proof = {
  how: 'code' | 'recovery_code'
  /** False when the code was used before, or by another request at the same moment. */
  take(trx: Knex.Transaction): Promise<boolean>
}

export const useOfKey = (userId: string) => ({ purpose: 'totp', owner: userId })

/** What a typed code proves: one from the app or a recovery code; undefined when it is wrong. */
export const readProof = async (means: Means, userId: string, typed: string): Promise<Proof | undefined> => {
  const digits = typed.replace(/\s/g, '')
  return /^\d{6}$/.test(digits) ? proofOfCode(means, userId, digits) : proofOfRecoveryCode(means, userId, typed)
}

const proofOfCode = async ({ db, clock, config }: Means, userId: string, code: string): Promise<Proof | undefined> => {
  const factor = await findFactor(db, userId)
  if (factor === undefined) return undefined
  const { secrets } = config.session
  const key = openText(secrets, useOfKey(userId), factor.sealedKey)
  const step = key === undefined ? undefined : matchingStep(key, code, clock())
  if (key === undefined || step === undefined) return undefined
  return {
    how: 'code',
    take: async trx => {
      if (!(await takeStep(trx, userId, step))) return false
      if (isSealedWithOld(secrets, factor.sealedKey))
        await resealKey(trx, userId, sealText(secrets, useOfKey(userId), key))
      return true
    },
  }
}

const proofOfRecoveryCode = async ({ db, clock }: Means, userId: string, typed: string): Promise<Proof | undefined> => {
  const given = readRecoveryCode(typed)
  const hash = given && (await findRecoveryHash(db, userId, given.position))
  if (given === undefined || hash === undefined || !(await verifyPassword(hash, given.code))) return undefined
  return { how: 'recovery_code', take: trx => takeRecoveryCode(trx, userId, hash, clock().toISOString()) }
}
