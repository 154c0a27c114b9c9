import type { Knex } from 'knex'
import { z } from 'zod'
import type { Finding } from '../../validation/finding'
import type { Owner } from './owners.repository'
import { verifyPassword } from './passwords'
import { createThrottle } from './throttle'
import { inMinutes } from './waiting'

/** The field that asks for the password of now, before something of the account is changed. */
export const currentPassword = z.string().refine(typed => typed !== '', 'Введите нынешний пароль')

type Checked = { right: true } | { right: false; status: 422 | 429; finding: Finding }

/** Somebody at an unlocked screen must not find out the password by trying: five tries in a quarter of an hour. */
export const createCurrentPassword = (db: Knex): { check(owner: Owner, typed: string): Promise<Checked> } => {
  const tries = createThrottle(db, { name: 'current-password', points: 5, seconds: 15 * 60 })
  return {
    check: async ({ kind, id, passwordHash }, typed) => {
      const seconds = await tries.take(kind, String(id))
      if (seconds > 0) return { right: false, status: 429, finding: wrong('too_many', tooMany(seconds)) }
      const isRight = passwordHash !== null && (await verifyPassword(passwordHash, typed))
      if (!isRight) return { right: false, status: 422, finding: wrong('wrong', WRONG) }
      await tries.forget(db, kind, String(id))
      return { right: true }
    },
  }
}

const WRONG = 'Нынешний пароль введён неверно: проверьте раскладку клавиатуры и регистр букв и введите его ещё раз'

const tooMany = (seconds: number): string =>
  `Нынешний пароль слишком часто вводили неверно. Попробуйте ещё раз ${inMinutes(seconds)}`

const wrong = (rule: string, message: string): Finding => ({
  field: 'currentPassword',
  severity: 'error',
  rule: `currentPassword.${rule}`,
  message,
})
