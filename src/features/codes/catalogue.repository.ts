import type { Day, Db } from '../../db/db'
import type { FormVersion } from '../forms/form'

export type CatalogueQuery = {
  okud: string | undefined
  /** Only versions in force on the day. */
  isActual: boolean
  /** Only archived ones, only others; all of them when it is not said. */
  isArchive: boolean | undefined
  isSortAsc: boolean
  pageIndex: number
  rowCount: number
}

type Listed = Pick<FormVersion, 'id' | 'name' | 'code' | 'version'>

/** A page of the catalogue of forms, by ОКУД. Some hundred rows in all, so pages by number cost nothing. */
export const listCatalogue = async (
  db: Db,
  day: Day,
  query: CatalogueQuery,
): Promise<{ totalRows: number; rows: Listed[] }> => {
  const asked = db('form_templates').modify(select => {
    if (query.okud !== undefined) select.where({ okud: query.okud })
    if (query.isArchive === true) select.whereNotNull('archived_at')
    if (query.isArchive === false) select.whereNull('archived_at')
    if (query.isActual)
      select
        .where('valid_from', '<=', day)
        .where(until => void until.whereNull('valid_until').orWhere('valid_until', '>=', day))
  })
  const [counted] = await asked.clone().count({ total: '*' })
  const direction = query.isSortAsc ? 'asc' : 'desc'
  const rows: Listed[] = await asked
    .select('id', 'name', 'code', 'version')
    .orderBy([
      { column: 'okud', order: direction },
      { column: 'id', order: direction },
    ])
    .limit(query.rowCount)
    .offset(query.pageIndex * query.rowCount)
  return { totalRows: Number(counted?.total ?? 0), rows }
}

/**
 * Under which GUID a template can be fetched: the first half of its SHA-256. So nothing temporary has to be kept, every
 * process knows every file, and an address that a program remembers always gives the same bytes.
 */
export const templateGuid = (sha256: string): string =>
  sha256.slice(0, 32).replace(/^(.{8})(.{4})(.{4})(.{4})(.{12})$/, '$1-$2-$3-$4-$5')

const GUID = /^[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}$/

export const findTemplateByGuid = async (
  db: Db,
  guid: unknown,
): Promise<{ okud: string; version: string; xml: Uint8Array } | undefined> => {
  if (typeof guid !== 'string' || !GUID.test(guid.toLowerCase())) return undefined
  const begin = guid.toLowerCase().replaceAll('-', '')
  const row = await db('form_templates').where('sha256', 'like', `${begin}%`).first('okud', 'version', 'xml')
  return row && { ...row, xml: Uint8Array.from(row.xml) }
}
