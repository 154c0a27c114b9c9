import { choiceOf, field, optional, text } from '../../validation/fields'
import { defineForm } from '../../validation/form'
import { day } from '../../validation/rules/day'
import { email } from '../../validation/rules/email'
import { personNamePart } from '../../validation/rules/person-name'
import { phone } from '../../validation/rules/phone'

/** What the right to act rests on: a paper power of attorney or a machine-readable one (МЧД). */
export const BASES = { attorney: 'Доверенность', mchd: 'Машиночитаемая доверенность (МЧД)' } as const

const tick = field(typed => typed === 'yes')

/** «Заявка на создание нового контакта»: one authorised person (system description, section 3.4). */
export const contactForm = defineForm({
  lastName: personNamePart({ required: 'Введите фамилию', name: 'Фамилия' }),
  firstName: personNamePart({ required: 'Введите имя', name: 'Имя' }),
  middleName: optional(personNamePart({ required: 'Введите отчество', name: 'Отчество' })),
  position: text({ required: 'Введите должность', max: 255, tooLong: 'Должность не длиннее 255 знаков: сократите её' }),
  phone,
  email,
  certificate: optional(
    field((typed, fail) =>
      /^\d{1,15}$/.test(typed) ? Number(typed) : fail('certificate', 'Выберите сертификат из списка'),
    ),
  ),
  basis: optional(choiceOf(BASES, 'Выберите основание полномочий из списка')),
  basisNumber: optional(text({ max: 100, tooLong: 'Номер доверенности не длиннее 100 знаков: проверьте его' })),
  basisDate: optional(day('Дата доверенности')),
  basisValidUntil: optional(day('Срок действия доверенности')),
  mayFill: tick,
  maySend: tick,
  mayView: tick,
})

export type Contact = NonNullable<ReturnType<typeof contactForm.parse>['value']>

export const CONTACT_LABELS: Record<keyof Contact, string> = {
  lastName: 'Фамилия',
  firstName: 'Имя',
  middleName: 'Отчество',
  position: 'Должность',
  phone: 'Телефон',
  email: 'E-mail',
  certificate: 'Сертификат',
  basis: 'Основание полномочий',
  basisNumber: 'Номер доверенности',
  basisDate: 'Дата доверенности',
  basisValidUntil: 'Доверенность действует до',
  mayFill: 'Заполнение отчётов',
  maySend: 'Подписание и отправка отчётов',
  mayView: 'Просмотр отчётов',
}

/** Фамилия Имя Отчество, as far as they are typed. */
export const contactName = (raw: Record<string, string>): string =>
  [raw.lastName, raw.firstName, raw.middleName].filter(part => part?.trim()).join(' ')
