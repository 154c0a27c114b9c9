import type { Knex } from 'knex'
import { CHANGE_KINDS, type ChangeKind, type Counts } from './imports.repository'

/**
 * Works out what an import would change, as rows of `classifier_changes`, and counts it. A file that does not say what a
 * code stands under leaves that as it is. A code whose row was refused is there all the same: it is not closed.
 */
export const compare = async (
  trx: Knex.Transaction,
  { id, classifier }: { id: number; classifier: string },
  read: { rows: number; refused: number },
): Promise<Counts> => {
  await trx.raw(CHANGES, { id, classifier })
  await trx.raw(CLOSED, { id, classifier })
  const counted: { kind: ChangeKind; number: number }[] = await trx('classifier_changes')
    .where({ import_id: id })
    .groupBy('kind')
    .select('kind', { number: trx.raw('count(*)') })
  const kinds = Object.fromEntries(CHANGE_KINDS.map(kind => [kind, 0])) as Record<ChangeKind, number>
  for (const { kind, number } of counted) kinds[kind] = number
  const [inForce] = await trx('classifier_codes').where({ classifier }).whereNull('valid_to').count({ number: '*' })
  const changed = kinds.new + kinds.renamed + kinds.moved + kinds.reopened
  return { ...read, ...kinds, unchanged: read.rows - read.refused - changed, inForce: Number(inForce?.number) }
}

/** A name is told by itself; a place by the heading, and by whether the code may be chosen. */
const CHANGES = `
  insert into classifier_changes (import_id, code, kind, before, after)
  select import_id, code, kind,
    case when kind = 'moved' then old_place else old_name end,
    case when kind = 'moved' then new_place else new_name end
  from (
    select given.import_id, given.code, known.name as old_name, given.name as new_name,
      coalesce(known.parent, '—') || case when known.selectable then '' else ', заголовок' end as old_place,
      coalesce(given.parent, known.parent, '—') || case when given.selectable = 1 then '' else ', заголовок' end
        as new_place,
      case
        when known.code is null then 'new'
        when known.valid_to is not null then 'reopened'
        when known.name <> given.name then 'renamed'
        when coalesce(given.parent, known.parent, '') <> coalesce(known.parent, '')
          or known.selectable <> (given.selectable = 1) then 'moved'
      end as kind
    from classifier_import_rows as given
    left join classifier_codes as known on known.classifier = :classifier and known.code = given.code
    where given.import_id = :id and given.refusal is null
  ) as compared
  where kind is not null`

const CLOSED = `
  insert into classifier_changes (import_id, code, kind, before)
  select cast(:id as bigint), known.code, 'closed', known.name
  from classifier_codes as known
  where known.classifier = :classifier and known.valid_to is null
    and not exists (
      select 1 from classifier_import_rows as given where given.import_id = :id and given.code = known.code
    )`
