import type { StaffRole } from '../../http/identity'
import { choiceOf, field, optional, text } from '../../validation/fields'
import { defineForm } from '../../validation/form'
import { email } from '../../validation/rules/email'

export const ROLE_WORDS: Record<StaffRole, string> = {
  specialist: 'специалист ТОГС',
  office_admin: 'администратор ТОГС',
  system_admin: 'администратор системы',
}

/** A member of staff as an administrator enters them. The login is given once and never changed. */
export const staffMemberForm = defineForm({
  login: field((typed, fail) =>
    /^[a-z0-9._-]{3,60}$/.test(typed.toLowerCase())
      ? typed.toLowerCase()
      : fail('staff.login', 'Логин: введите от 3 до 60 знаков — латинские буквы, цифры, точки и дефисы'),
  ),
  fullName: text({
    required: 'Введите фамилию, имя и отчество',
    max: 255,
    tooLong: 'Фамилия, имя и отчество не длиннее 255 знаков: сократите их',
  }),
  email,
  role: choiceOf(ROLE_WORDS, 'Выберите роль'),
  office: optional(
    field((typed, fail) => (/^\d{1,4}$/.test(typed) ? Number(typed) : fail('staff.office', 'Выберите ТОГС из списка'))),
  ),
  active: field(typed => typed === 'yes'),
})
