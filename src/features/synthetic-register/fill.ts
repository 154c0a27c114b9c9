import type { Knex } from 'knex'
import { type BulkValue, bulkInsert } from '../../db/bulk-insert'
import { isPostgres } from '../../db/connection'
import type { Instant } from '../../db/db'
import { dropIndexes } from '../../db/indexes'
import { inLongTransaction } from '../../db/long-transaction'
import { insertWords } from '../../db/text-search'
import { ORGANISATION_WORDS, wordsOfOrganisation } from '../organisations/organisation-words'
import type { SyntheticRegister, SyntheticRow } from './register'

const BATCH = 10_000

const COLUMNS = [
  'id',
  'okpo',
  'enterprise_type',
  'short_name',
  'full_name',
  'inn',
  'ogrn',
  'okved2',
  'okopf',
  'okfs',
  'okogu',
  'oksm',
  'oktmo',
  'okato',
  'parent_okpo',
  'email',
  'postal_address',
  'note',
  'office_id',
  'synchronised_at',
  'archived_at',
  'archived_by',
  'created_at',
  'updated_at',
]

/**
 * Puts the made-up register straight into a database that has its schema, in one transaction: organisations, their
 * words, and accounts with one password for all. For measuring only. Tells how many are written from time to time.
 */
export const fillRegister = (
  db: Knex,
  register: SyntheticRegister,
  { at, passwordHash, tell = () => {} }: { at: Instant; passwordHash: string; tell?: (done: number) => void },
): Promise<void> =>
  inLongTransaction(db, async trx => {
    const [{ last }] = (await trx('organisations').max({ last: 'id' })) as [{ last: number | null }]
    const first = (last ?? 0) + 1
    const indexes = [...(await dropIndexes(trx, 'organisations')), ...(await dropIndexes(trx, ORGANISATION_WORDS))]
    for (let start = 0; start < register.total; start += BATCH) {
      const size = Math.min(BATCH, register.total - start)
      const rows = Array.from({ length: size }, (_, index) => register.row(start + index))
      const idOf = (index: number): number => first + start + index
      await bulkInsert(
        trx,
        'organisations',
        COLUMNS,
        rows.map((row, index) => organisation(row, idOf(index), at)),
      )
      await insertWords(
        trx,
        ORGANISATION_WORDS,
        rows.map((row, index) => ({ id: idOf(index), words: wordsOfOrganisation(row).join(' ') })),
      )
      await bulkInsert(
        trx,
        'accounts',
        ['organisation_id', 'password_hash', 'password_changed_at', 'created_at'],
        rows.flatMap(({ hasPassword }, index) => (hasPassword ? [[idOf(index), passwordHash, at, at]] : [])),
      )
      tell(start + size)
    }
    for (const statement of indexes) await trx.raw(statement)
    if (isPostgres(db))
      await trx.raw(`select setval(pg_get_serial_sequence('organisations', 'id'), ?)`, [first + register.total])
  })

const organisation = (row: SyntheticRow, id: number, at: Instant): BulkValue[] => [
  id,
  row.okpo,
  row.enterpriseType,
  row.shortName,
  row.fullName,
  row.inn,
  row.ogrn,
  row.okved2,
  row.okopf,
  row.okfs,
  row.okogu,
  '643',
  row.oktmo,
  row.okato,
  row.parentOkpo,
  row.email,
  row.postalAddress,
  'Синтетическая запись',
  row.officeId,
  row.synchronised ? at : null,
  row.archived ? at : null,
  row.archived ? 'import' : null,
  at,
  at,
]
