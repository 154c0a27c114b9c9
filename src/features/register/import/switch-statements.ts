import type { Knex } from 'knex'
import { isPostgres } from '../../../db/connection'
import type { Instant } from '../../../db/db'
import { saveWordsFrom } from '../../../db/text-search'
import { ORGANISATION_WORDS } from '../../organisations/organisation-words'
import { REGISTER_COLUMNS, type RegisterColumn } from '../extract/columns'
import type { Tables } from './staging'

type By = { id: number; at: Instant }

const moment = (trx: Knex.Transaction): string => (isPostgres(trx) ? 'cast(? as timestamptz)' : '?')

const CHANGED = (tables: Tables): string =>
  `${tables.differences} d join ${tables.rows} r on r.line = d.line where d.kind = 'changed'`

const HAS_ACCOUNT = 'exists (select 1 from accounts a where a.organisation_id = organisations.id)'

/**
 * What the register says of organisations that are known. Who has no account is described by the register alone. Who
 * has one describes itself: its data stays, and what the register says is kept beside it. A column that the extract
 * does not have stays as it is.
 */
export const updateChanged = async (
  trx: Knex.Transaction,
  tables: Tables,
  columns: readonly RegisterColumn[],
  at: Instant,
): Promise<void> => {
  const names = REGISTER_COLUMNS.join(', ')
  await saveWordsFrom(
    trx,
    ORGANISATION_WORDS,
    `select d.organisation_id as id, r.words from ${tables.differences} d join ${tables.rows} r on r.line = d.line
      join organisations on organisations.id = d.organisation_id
      where d.kind = 'changed' and not ${HAS_ACCOUNT} and (r.short_name <> organisations.short_name
        or coalesce(r.full_name, '') <> coalesce(organisations.full_name, '') or r.office_id <> organisations.office_id)`,
  )
  await trx.raw(
    `insert into organisation_register_values (organisation_id, ${names}, synchronised_at)
      select organisations.id, ${REGISTER_COLUMNS.map(column => `r.${column}`).join(', ')}, ${moment(trx)}
      from ${tables.differences} d join ${tables.rows} r on r.line = d.line
      join organisations on organisations.id = d.organisation_id where d.kind = 'changed' and ${HAS_ACCOUNT}
      on conflict (organisation_id) do update set
        ${[...REGISTER_COLUMNS, 'synchronised_at'].map(column => `${column} = excluded.${column}`).join(', ')}`,
    [at],
  )
  await trx.raw(
    `update organisations set ${columns.map(column => `${column} = said.${column}`).join(', ')}, updated_at = ${moment(trx)}
      from (select d.organisation_id, r.* from ${CHANGED(tables)}) as said
      where organisations.id = said.organisation_id and not ${HAS_ACCOUNT}`,
    [at],
  )
  await trx.raw(
    `update organisations set register_hash = said.hash, synchronised_at = ${moment(trx)}
      from (select d.organisation_id, r.hash from ${CHANGED(tables)}) as said
      where organisations.id = said.organisation_id`,
    [at],
  )
}

/** Out of the archive, and into it, as the extract marks them; what an office has archived stays where the office put it. */
export const noteReturns = async (trx: Knex.Transaction, tables: Tables, by: By): Promise<void> => {
  const marked = (archived: 0 | 1): string =>
    `organisations.id in (select d.organisation_id from ${CHANGED(tables)} and r.archived = ${archived})`
  const returning = `${marked(0)} and archived_by = 'import' and archived_at is not null`
  const leaving = `${marked(1)} and archived_at is null`
  await tell(trx, 'organisation.restored', returning, by)
  await tell(trx, 'organisation.archived', leaving, by)
  await trx('organisations')
    .whereRaw(leaving)
    .update({ archived_at: by.at, archived_by: 'import', archive_reason: null })
  await trx('organisations').whereRaw(returning).update({ archived_at: null, archived_by: null, archive_reason: null })
}

/** Records that a full extract leaves out. */
export const archiveMissing = async (trx: Knex.Transaction, tables: Tables, by: By): Promise<void> => {
  const missing = `organisations.id in (select organisation_id from ${tables.missing}) and archived_at is null`
  await tell(trx, 'organisation.archived', missing, by)
  await trx('organisations')
    .whereRaw(missing)
    .update({ archived_at: by.at, archived_by: 'import', archive_reason: null })
}

/** The audit record of every organisation that a condition chooses. */
const tell = async (trx: Knex.Transaction, event: string, condition: string, { id, at }: By): Promise<void> => {
  await trx.raw(
    `insert into audit_log (at, event, actor_kind, subject_kind, subject_id, details)
      select ${moment(trx)}, '${event}', 'system', 'organisation', organisations.id, '{"import":${id}}'
      from organisations where ${condition}`,
    [at],
  )
}
