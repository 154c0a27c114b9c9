import type { Knex } from 'knex'
import { insertMissing } from './writing/insert-missing'

/** The reasons for rejecting an application that the project ships; an administrator changes and adds to them. */
export const seed = async (trx: Knex.Transaction): Promise<void> => {
  const reasons = [
    {
      code: 'duplicate',
      name: 'Организация уже зарегистрирована или подала другую заявку',
      template:
        'Организация с ОКПО {окпо} уже зарегистрирована в системе или подала другую заявку. Если пароль забыт, восстановите его на странице входа. По вопросам обращайтесь в {тогс}.',
    },
    {
      code: 'wrong_office',
      name: 'Организация относится к другому территориальному органу',
      template:
        'По данным регистра организация «{организация}» (ОКПО {окпо}) относится к другому территориальному органу. Подайте новую заявку и выберите в ней свой ТОГС.',
    },
    {
      code: 'not_a_respondent',
      name: 'Организация не представляет отчётность через эту систему',
      template:
        'Организация «{организация}» (ОКПО {окпо}) не представляет отчётность через эту систему. Как сдавать отчётность, подскажут в {тогс}.',
    },
    {
      code: 'unverified',
      name: 'Сведения о заявителе не подтвердились',
      template:
        'Сведения заявки № {номер} не подтвердились по данным регистра. Проверьте ОКПО, ИНН и наименование организации и подайте новую заявку.',
    },
    { code: 'other', name: 'Другая причина', template: '' },
  ]
  await insertMissing(
    trx,
    'rejection_reasons',
    reasons.map((reason, index) => ({ ...reason, position: index + 1 })),
  )
}
