import type { Knex } from 'knex'
import { type Actor, audit } from '../../../audit/audit'
import type { Instant } from '../../../db/db'
import { CLASSIFIERS } from '../classifier'
import { type ClassifierImport, forgetRows, moveImport } from './imports.repository'

/**
 * Writes what was worked out into the classifier. A code that the file leaves out is closed on the file's date, one that
 * comes back is opened again, nothing is deleted. «stale»: another import was applied since the comparison; «decided»:
 * this one was applied or dropped meanwhile.
 */
export const applyImport = async (
  trx: Knex.Transaction,
  one: ClassifierImport,
  { actor, at }: { actor: Actor; at: Instant },
): Promise<'applied' | 'stale' | 'decided'> => {
  const { id, classifier, fileDate, comparedWith } = one
  // Locks the import: two that decide at once come one after the other.
  if (!(await moveImport(trx, id, { from: 'checked', to: 'applied', set: { ended_at: at } }))) return 'decided'
  const moved = await trx('classifier_sources').where({ classifier, import_id: comparedWith }).update({ import_id: id })
  if (moved === 0) {
    await moveImport(trx, id, { from: 'applied', to: 'checked', set: { ended_at: null } })
    return 'stale'
  }
  await trx.raw(OPEN, { id, classifier })
  await trx.raw(CHANGE, { id, classifier })
  await trx.raw(CLOSE, { id, classifier, date: fileDate })
  await trx.raw(COUNT, { classifier })
  await forgetRows(trx, [id], false)
  await audit(trx, {
    event: 'classifier.imported',
    actor,
    subject: { kind: 'classifier', id: CLASSIFIERS.indexOf(classifier) + 1 },
    at,
    details: { classifier, import: id, date: fileDate, sha256: one.sha256, ...one.counts },
  })
  return 'applied'
}

/** Codes of the first file were in force before it; those of the later ones have come since the last. */
const OPEN = `
  insert into classifier_codes (classifier, code, name, parent, selectable, valid_from)
  select :classifier, given.code, given.name, given.parent, given.selectable = 1,
    (select file_date from classifier_imports where id = :id and compared_with > 0)
  from classifier_import_rows as given
  join classifier_changes as change on change.import_id = given.import_id and change.code = given.code
  where given.import_id = :id and given.refusal is null and change.kind = 'new'`

const CHANGE = `
  update classifier_codes
  set name = given.name, parent = coalesce(given.parent, classifier_codes.parent), selectable = given.selectable = 1,
    valid_to = null
  from classifier_import_rows as given
  join classifier_changes as change on change.import_id = given.import_id and change.code = given.code
  where classifier_codes.classifier = :classifier and classifier_codes.code = given.code
    and given.import_id = :id and given.refusal is null and change.kind in ('renamed', 'moved', 'reopened')`

const CLOSE = `
  update classifier_codes
  set valid_to = case when valid_from > :date then valid_from else :date end
  where classifier = :classifier
    and code in (select code from classifier_changes where import_id = :id and kind = 'closed')`

/** For the list of classifiers, which does not count 200,000 codes at every visit. */
const COUNT = `
  update classifier_sources
  set in_force = (select count(*) from classifier_codes where classifier = :classifier and valid_to is null),
    closed = (select count(*) from classifier_codes where classifier = :classifier and valid_to is not null)
  where classifier = :classifier`
