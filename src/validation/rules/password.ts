import { z } from 'zod'
import { isCommonPassword } from './common-passwords'

const MIN = 8
const MAX = 128

/**
 * A new password. The value is the canonical form of what was typed, ready to be hashed; nothing is trimmed, so that a
 * space at the end is a part of the password, as it will be at sign-in.
 */
export const password = z.string().transform((typed, ctx): string => {
  const value = canonicalPassword(typed)
  const problem = passwordProblem(value)
  if (problem === undefined) return value
  ctx.addIssue({ code: 'custom', message: problem.message, params: { rule: problem.rule } })
  return z.NEVER
})

/**
 * One form for a text that keyboards may send in several («й» as one character or two). To be used both before hashing
 * and before verifying. Source: NIST SP 800-63B, 5.1.1.2 (normalisation before hashing).
 */
export const canonicalPassword = (typed: string): string => typed.normalize('NFKC')

/** The first rule that a password breaks, with what to do; undefined when it breaks none. */
export const passwordProblem = (value: string): { rule: string; message: string } | undefined => {
  const length = [...value].length
  if (length === 0) return { rule: 'password.required', message: 'Введите пароль' }
  if (length < MIN)
    return { rule: 'password.too_short', message: `Пароль должен быть не короче ${MIN} знаков: добавьте знаки` }
  if (length > MAX)
    return { rule: 'password.too_long', message: `Пароль должен быть не длиннее ${MAX} знаков: сократите его` }
  if (/\p{C}/u.test(value))
    return { rule: 'password.characters', message: 'Удалите из пароля невидимые знаки: введите его заново вручную' }
  const missing = PARTS.filter(([pattern]) => !pattern.test(value)).map(([, name]) => name)
  if (missing.length > 0) return { rule: 'password.composition', message: `Добавьте в пароль: ${missing.join(', ')}` }
  if (isCommonPassword(value))
    return { rule: 'password.common', message: 'Такой пароль легко подобрать: придумайте другой или сгенерируйте его' }
  return undefined
}

const PARTS: [RegExp, string][] = [
  [/\p{Ll}/u, 'строчную букву'],
  [/\p{Lu}/u, 'заглавную букву'],
  [/[\p{Nd}\p{P}\p{S}]/u, 'цифру или знак препинания'],
]

/** Whether the password holds what anybody knows of its owner: the ОКПО, the e-mail or a long enough name of its box. */
export const passwordReveals = (value: string, owner: { okpo?: string; email?: string }): boolean => {
  const text = value.toLowerCase()
  const email = owner.email?.trim().toLowerCase() ?? ''
  const name = email.split('@')[0] ?? ''
  return [owner.okpo?.trim() ?? '', email, name.length >= 5 ? name : ''].some(
    fact => fact !== '' && text.includes(fact),
  )
}

export const PASSWORD_REVEALS_ERROR = {
  rule: 'password.reveals',
  message: 'Пароль не должен содержать ОКПО или адрес электронной почты: придумайте другой или сгенерируйте его',
} as const

export const PASSWORD_CONFIRMATION_ERROR = {
  rule: 'password.confirmation',
  message: 'Пароль и подтверждение не совпадают: введите их ещё раз',
} as const
