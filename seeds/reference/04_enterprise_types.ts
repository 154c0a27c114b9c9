import type { Knex } from 'knex'
import { insertMissing } from './writing/insert-missing'

/** Types of enterprise, and whether their applications are offered for signing until an administrator says otherwise. */
export const seed = async (trx: Knex.Transaction): Promise<void> => {
  const types = [
    { code: 'legal', name: 'Юридическое лицо', offered_for_signing: true },
    { code: 'entrepreneur', name: 'Индивидуальный предприниматель', offered_for_signing: true },
    { code: 'branch', name: 'Территориально обособленное структурное подразделение', offered_for_signing: false },
    { code: 'authority', name: 'Орган власти', offered_for_signing: true },
  ]
  await insertMissing(
    trx,
    'enterprise_types',
    types.map((type, index) => ({ ...type, position: index + 1 })),
  )
}
