import { field } from '../../validation/fields'
import { defineForm } from '../../validation/form'

/** A code from the app, or a recovery code: what it is shows when it is checked. */
export const codeForm = defineForm({
  code: field((typed, fail) => {
    if (typed === '') fail('required', 'Введите код из приложения или резервный код')
    if (typed.length > 40) fail('too_long', 'Код слишком длинный: введите 6 цифр из приложения или резервный код')
    return typed
  }),
})

/** The first code of a new key proves that the app has it. */
export const firstCodeForm = defineForm({
  code: field((typed, fail) => {
    const digits = typed.replace(/\s/g, '')
    if (!/^\d{6}$/.test(digits)) fail('format', 'Введите 6 цифр, которые показывает приложение')
    return digits
  }),
})
