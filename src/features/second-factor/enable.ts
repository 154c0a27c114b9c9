import type { Knex } from 'knex'
import { type Actor, audit } from '../../audit/audit'
import type { Deps } from '../../deps'
import { sealText } from '../../http/sealed-text'
import type { SignedIn } from '../../http/session'
import { useOfKey } from './proof'
import { hashRecoveryCodes, newRecoveryCodes, printedCode } from './recovery-codes'
import { insertFactor, replaceRecoveryCodes } from './second-factors.repository'
import { subjectOf } from './subject'

/** A second factor that is ready to be written: everything that takes time has been done. */
export type NewFactor = {
  /** The recovery codes as printed; nobody can read them again. */
  codes: string[]
  /** False when the user has a second factor already. */
  write(trx: Knex.Transaction, actor: Actor): Promise<boolean>
}

/**
 * @param step of the code that proved the key: it counts as used
 */
export const prepareFactor = async (
  { clock, config }: Pick<Deps, 'clock' | 'config'>,
  user: SignedIn,
  { key, step, demo }: { key: string; step: number; demo: boolean },
): Promise<NewFactor> => {
  const codes = newRecoveryCodes()
  const hashes = await hashRecoveryCodes(codes)
  const sealedKey = sealText(config.session.secrets, useOfKey(user.id), key)
  return {
    codes: codes.map(printedCode),
    write: async (trx, actor) => {
      const at = clock().toISOString()
      const isNew = await insertFactor(trx, { userId: user.id, sealedKey, lastStep: step, enabledAt: at, demo })
      if (!isNew) return false
      await replaceRecoveryCodes(trx, user.id, hashes)
      await audit(trx, { event: 'second_factor.enabled', actor, subject: subjectOf(user.id), at })
      return true
    },
  }
}
