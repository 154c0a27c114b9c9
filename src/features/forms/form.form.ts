import { field, optional } from '../../validation/fields'
import { defineForm } from '../../validation/form'
import { day } from '../../validation/rules/day'

/** When a version of a form is in force, and when reports by it are due. */
export const formForm = defineForm({
  validFrom: day('Действует с'),
  validUntil: optional(day('Действует по')),
  dueDays: field((typed, fail): number =>
    /^\d{1,3}$/.test(typed) && Number(typed) <= 366
      ? Number(typed)
      : fail('days', 'Введите срок сдачи: число дней после окончания периода, от 0 до 366'),
  ),
})
