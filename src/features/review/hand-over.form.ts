import { field, text } from '../../validation/fields'
import { defineForm } from '../../validation/form'

const MIN = 10
const MAX = 1000

/** Where an application is handed over, and why: the reason goes to the applicant and to the colleagues there. */
export const handOverForm = defineForm({
  office: field((typed, fail) =>
    /^\d{1,9}$/.test(typed) ? Number(typed) : fail('office.required', 'Выберите ТОГС, которому передаёте заявку'),
  ),
  reason: text({
    required: 'Напишите, почему заявку должен рассматривать другой ТОГС',
    max: MAX,
    tooLong: `Причина не длиннее ${MAX} знаков: сократите её`,
  }).refine(reason => [...reason].length >= MIN, {
    message: `Причина слишком короткая: напишите не меньше ${MIN} знаков`,
    params: { rule: 'reason.too_short' },
  }),
})
