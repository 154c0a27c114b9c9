import type { Db } from '../../db/db'
import { isOkvedFormat, okved2Class } from '../../validation/rules/okved2'
import type { ClassifierCode, ClassifierName } from './classifier'

/**
 * All codes of a classifier, ordered by code. For the short ones: ОКТМО and ОКАТО have 200,000 rows once imported.
 * Ordered here because the two engines compare dots and letters differently.
 */
export const loadClassifier = async (db: Db, classifier: ClassifierName): Promise<ClassifierCode[]> => {
  const rows: Row[] = await db('classifier_codes').where({ classifier })
  return rows.map(toCode).sort((one, other) => (one.code < other.code ? -1 : 1))
}

/** Exactly this code. */
export const findCode = async (
  db: Db,
  classifier: ClassifierName,
  code: string,
): Promise<ClassifierCode | undefined> => {
  const row: Row | undefined = await db('classifier_codes').where({ classifier, code }).first()
  return row === undefined ? undefined : toCode(row)
}

/**
 * The code, or what vouches for it. The project ships the two upper levels of ОКВЭД2: until the official file is
 * imported, a well-formed deeper code (`01.11.1`) is vouched for by its class (`01`). Once the class has codes of its
 * own in the table, only they are known.
 */
export const findKnown = async (
  db: Db,
  classifier: ClassifierName,
  code: string,
): Promise<ClassifierCode | undefined> => {
  const exact = await findCode(db, classifier, code)
  if (exact !== undefined || classifier !== 'okved2' || !isOkvedFormat(code)) return exact
  const deeper: unknown = await db('classifier_codes')
    .where({ classifier })
    .where('code', 'like', `${okved2Class(code)}.%`)
    .first('code')
  return deeper === undefined ? findCode(db, 'okved2', okved2Class(code)) : undefined
}

/** Whether the classifier has this code, by the rule of `findKnown`. */
export const isKnown = async (db: Db, classifier: ClassifierName, code: string): Promise<boolean> =>
  (await findKnown(db, classifier, code)) !== undefined

/** Whether a classifier has any codes at all; without them an unknown code says nothing. */
export const isLoaded = async (db: Db, classifier: ClassifierName): Promise<boolean> =>
  (await db('classifier_codes').where({ classifier }).first('code')) !== undefined

type Row = {
  code: string
  name: string
  parent: string | null
  selectable: boolean | number
  valid_from: string | null
  valid_to: string | null
}

const toCode = (row: Row): ClassifierCode => ({
  code: row.code,
  name: row.name,
  parent: row.parent,
  selectable: Boolean(row.selectable),
  validFrom: row.valid_from,
  validTo: row.valid_to,
})
