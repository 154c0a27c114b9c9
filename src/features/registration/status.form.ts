import { field } from '../../validation/fields'
import { defineForm } from '../../validation/form'
import { email } from '../../validation/rules/email'

/** Number and e-mail, as the letter about the application tells them. */
export const statusForm = defineForm({
  number: field((typed, fail) => {
    const number = typed.replace(/[\s№]/g, '').replace(/[–—−]/g, '-')
    if (!/^\d{4}-\d{6,12}$/.test(number)) fail('number.format', 'Введите номер заявки из письма, например 2026-000123')
    return number
  }),
  email,
})
