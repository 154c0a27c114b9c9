import { field } from '../../../validation/fields'
import { defineForm } from '../../../validation/form'

/** Which office takes over, and that it is meant: there is no way back. */
export const mergeForm = defineForm({
  into: field((typed, fail) =>
    /^\d{1,4}$/.test(typed)
      ? Number(typed)
      : fail('merge.into', 'Выберите ТОГС, которому передаётся всё, что есть у этого'),
  ),
  confirmed: field(
    (typed, fail) =>
      typed === 'yes' || fail('merge.confirmed', 'Отметьте, что присоединение нельзя отменить, и нажмите кнопку снова'),
  ),
})
