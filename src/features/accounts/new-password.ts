import { z } from 'zod'
import type { Finding } from '../../validation/finding'
import { defineForm } from '../../validation/form'
import {
  PASSWORD_CONFIRMATION_ERROR,
  PASSWORD_REVEALS_ERROR,
  password,
  passwordReveals,
} from '../../validation/rules/password'

export type TypedPassword = { password: string; passwordRepeat: string }

/** A new password as typed twice. The same rules wherever one is set: at registration, by a link, in the cabinet. */
export const newPasswordForm = defineForm({ password: z.string(), passwordRepeat: z.string(), go: z.string() })

/** The password in its canonical form, ready to be hashed, or what is wrong with it. */
export const checkNewPassword = (
  typed: TypedPassword,
  owner: { okpo?: string | undefined; email?: string | undefined },
): { value?: string; findings: Finding[] } => {
  const parsed = password.safeParse(typed.password)
  const findings: Finding[] = []
  if (!parsed.success)
    findings.push({ field: 'password', severity: 'error', rule: 'password', message: firstMessage(parsed.error) })
  else if (passwordReveals(parsed.data, known(owner)))
    findings.push({ field: 'password', severity: 'error', ...PASSWORD_REVEALS_ERROR })
  if (typed.password !== typed.passwordRepeat)
    findings.push({ field: 'passwordRepeat', severity: 'error', ...PASSWORD_CONFIRMATION_ERROR })
  return findings.length > 0 || !parsed.success ? { findings } : { value: parsed.data, findings }
}

const firstMessage = ({ issues }: z.ZodError): string => issues[0]?.message ?? 'Проверьте пароль'

const known = ({ okpo, email }: { okpo?: string | undefined; email?: string | undefined }) => ({
  ...(okpo === undefined ? {} : { okpo }),
  ...(email === undefined ? {} : { email }),
})
