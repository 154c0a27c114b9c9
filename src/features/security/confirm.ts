import type { Request } from 'express'
import type { Knex } from 'knex'
import type { Deps } from '../../deps'
import type { SignedIn, UserKind } from '../../http/session'
import type { Finding } from '../../validation/finding'
import { verifyPassword } from '../accounts/passwords'
import { inMinutes } from '../accounts/waiting'
import type { CodeLimits } from '../second-factor/code-limits'
import { readProof } from '../second-factor/proof'
import { findFactor } from '../second-factor/second-factors.repository'

/** What a person knows or has, shown once more before something about the second factor changes. */
export type Confirmation =
  | { byFactor: boolean; take: (trx: Knex.Transaction) => Promise<boolean> }
  | { wrong: Finding; seconds: number }

export const CONFIRM_FIELD = 'current'

/**
 * Asks for a code where there is a second factor and for the password where there is none: somebody at a computer that
 * was left unlocked must not lock its owner out. Guesses count like those at the sign-in.
 */
export const confirmUser = async (
  deps: Deps,
  limits: CodeLimits,
  req: Request,
  user: SignedIn,
  typed: string,
): Promise<Confirmation> => {
  const hasFactor = (await findFactor(deps.db, user.id)) !== undefined
  if (typed === '') return refusal(hasFactor ? CODE_REQUIRED : PASSWORD_REQUIRED)
  const attempt = { userId: user.id, address: req.ip }
  const seconds = await limits.take(attempt)
  if (seconds > 0) return refusal(`Слишком много неверных попыток. Попробуйте ещё раз ${inMinutes(seconds)}.`, seconds)
  const proof = hasFactor ? await readProof(deps, user.id, typed) : await proofOfPassword(deps, user, typed)
  if (proof === undefined) return refusal(hasFactor ? WRONG_CODE : WRONG_PASSWORD)
  await limits.succeeded(deps.db, attempt)
  return { byFactor: hasFactor, take: trx => proof.take(trx) }
}

const TABLES: Record<UserKind, string> = { account: 'accounts', person: 'persons', staff: 'staff' }

const proofOfPassword = async ({ db }: Deps, { subject, key }: SignedIn, typed: string) => {
  const row = await db(TABLES[subject]).where({ id: key }).first('password_hash')
  const isRight = row?.password_hash != null && (await verifyPassword(row.password_hash, typed))
  return isRight ? { take: async () => true } : undefined
}

const refusal = (message: string, seconds = 0): Confirmation => ({
  wrong: { field: CONFIRM_FIELD, severity: 'error', rule: 'security.confirm', message },
  seconds,
})

const CODE_REQUIRED = 'Введите код из приложения, которое настроено сейчас, или резервный код'
const PASSWORD_REQUIRED = 'Введите пароль, с которым вы входите'
const WRONG_CODE =
  'Неверный код. Введите код, который приложение показывает сейчас, или неиспользованный резервный код.'
const WRONG_PASSWORD = 'Неверный пароль. Проверьте раскладку клавиатуры и регистр букв и введите его ещё раз.'

/** For a code that was right and has been used in the meantime. */
export const USED: Finding = {
  field: CONFIRM_FIELD,
  severity: 'error',
  rule: 'security.confirm_used',
  message: 'Этот код уже использован. Дождитесь, пока приложение покажет следующий, и введите его.',
}
