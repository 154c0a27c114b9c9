import type { Knex } from 'knex'
import { insertMissing } from '../reference/writing/insert-missing'
import { ORGANISATIONS } from './data/organisations'

const CREATED = '2026-01-12T06:00:00.000Z'

/** The demo register. What a visitor of the demo changed later stays. */
export const seed = (trx: Knex.Transaction): Promise<void> =>
  insertMissing(
    trx,
    'organisations',
    // Every row names every column: a statement of many rows has one list of columns.
    ORGANISATIONS.map(organisation => ({
      ogrn: null,
      okogu: null,
      parent_okpo: null,
      archived_at: null,
      ...organisation,
      oksm: '643',
      head_name: 'Демонстрационный Руководитель',
      demo: true,
      synchronised_at: CREATED,
      created_at: CREATED,
      updated_at: CREATED,
    })),
  )
