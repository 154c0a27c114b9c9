import { field, text } from '../../validation/fields'
import { defineForm } from '../../validation/form'
import { PLACES, unknownPlaces } from './reason-template'

const MAX_TEMPLATE = 2000

/** A reason of rejection as the administrator of the system writes it. */
export const reasonForm = defineForm({
  name: text({
    required: 'Введите название причины',
    max: 200,
    tooLong: 'Название не длиннее 200 знаков: сократите его',
  }),
  template: text({
    max: MAX_TEMPLATE,
    tooLong: `Заготовка не длиннее ${MAX_TEMPLATE} знаков: сократите её`,
  }).superRefine((template, ctx) => {
    const unknown = unknownPlaces(template)
    if (unknown.length > 0)
      ctx.addIssue({
        code: 'custom',
        message: `В заготовке неизвестная подстановка {${unknown[0]}}: можно ${Object.keys(PLACES)
          .map(place => `{${place}}`)
          .join(', ')}`,
        params: { rule: 'reason.places' },
      })
  }),
  position: field((typed, fail) =>
    /^\d{1,3}$/.test(typed) ? Number(typed) : fail('reason.position', 'Место в списке: введите число от 0 до 999'),
  ),
  closed: field(typed => typed === 'yes'),
})
