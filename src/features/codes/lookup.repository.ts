import type { Db } from '../../db/db'
import type { ClassifierName } from '../classifiers/classifier'
import { shown } from '../organisations/withheld'
import type { Lookup } from './lookup.form'

/** What everybody may know of an organisation: its codes. No addresses, telephones or names of people. */
export type PublicOrganisation = {
  id: number
  name: string
  okpo: string
  inn: string | null
  ogrn: string | null
  okato: Code | null
  oktmo: Code | null
  okogu: Code | null
  okfs: Code | null
  okopf: Code | null
}

/** A code with what its classifier says of it; the name is empty where the classifier does not have it. */
export type Code = { code: string; name: string; parent: string | null }

/** Branches share the ИНН of their organisation; whoever has more of them looks by ОКПО. */
export const MOST_FOUND = 100

const CLASSIFIERS = ['okato', 'oktmo', 'okogu', 'okfs', 'okopf'] as const satisfies readonly ClassifierName[]

type Row = Record<(typeof CLASSIFIERS)[number] | 'inn' | 'ogrn' | 'full_name', string | null> & {
  id: number
  okpo: string
  short_name: string
}

const select = (db: Db) =>
  shown(db('organisations'))
    .select('id', 'okpo', 'short_name', 'full_name', 'inn', 'ogrn', ...CLASSIFIERS)
    .whereNull('archived_at')

/** Organisations to which everything that was asked for applies, by ОКПО. */
export const lookUp = async (db: Db, lookup: Lookup): Promise<PublicOrganisation[]> => {
  const asked = Object.fromEntries(Object.entries(lookup).filter(([, value]) => value !== null))
  const rows: Row[] = await select(db).where(asked).orderBy('okpo').limit(MOST_FOUND)
  return withNames(db, rows)
}

export const findPublic = async (db: Db, by: { id: number } | { okpo: string }) => {
  const rows: Row[] = await select(db).where(by)
  return (await withNames(db, rows))[0]
}

const withNames = async (db: Db, rows: Row[]): Promise<PublicOrganisation[]> => {
  const codes = [...new Set(rows.flatMap(row => CLASSIFIERS.map(name => row[name])).filter(code => code !== null))]
  const known: { classifier: string; code: string; name: string; parent: string | null }[] =
    codes.length === 0
      ? []
      : await db('classifier_codes')
          .whereIn('classifier', [...CLASSIFIERS])
          .whereIn('code', codes)
          .select('classifier', 'code', 'name', 'parent')
  const byKey = new Map(known.map(({ classifier, code, name, parent }) => [`${classifier} ${code}`, { name, parent }]))
  return rows.map(row => {
    const codeOf = (classifier: (typeof CLASSIFIERS)[number]): Code | null => {
      const code = row[classifier]
      return code === null ? null : { code, ...(byKey.get(`${classifier} ${code}`) ?? { name: '', parent: null }) }
    }
    const { id, okpo, inn, ogrn } = row
    const named = Object.fromEntries(CLASSIFIERS.map(name => [name, codeOf(name)]))
    return { id, okpo, inn, ogrn, name: row.full_name ?? row.short_name, ...named } as PublicOrganisation
  })
}
