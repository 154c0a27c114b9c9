import { z } from 'zod'
import { defineForm, type Form } from '../../validation/form'
import { emailAscii } from '../../validation/rules/email'

export type SignInValues = { login: string; password: string }

/**
 * Logins are typed with spaces and in any case, addresses also with the domain in its own letters; a password is taken
 * as it is, spaces included.
 */
export const signInForm = (loginRequired: string): Form<SignInValues> =>
  defineForm({
    login: z
      .string()
      .transform(typed => typed.replace(/\s/g, '').toLowerCase())
      .transform(login => emailAscii(login) ?? login)
      .refine(login => login !== '', loginRequired),
    password: z.string().refine(typed => typed !== '', 'Введите пароль'),
  })
