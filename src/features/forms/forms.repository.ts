import type { Knex } from 'knex'
import type { Day, Db, Instant } from '../../db/db'
import type { List } from '../../db/keyset'
import type { Covers } from './covers'
import type { FormVersion } from './form'

const COLUMNS = {
  id: 'form_templates.id',
  code: 'form_templates.code',
  okud: 'form_templates.okud',
  version: 'form_templates.version',
  name: 'form_templates.name',
  shifr: 'form_templates.shifr',
  periodicity: 'form_templates.periodicity',
  dueDays: 'form_templates.due_days',
  sha256: 'form_templates.sha256',
  validFrom: 'form_templates.valid_from',
  validUntil: 'form_templates.valid_until',
  archivedAt: 'form_templates.archived_at',
  demo: 'form_templates.demo',
} as const

const select = (db: Db) => db('form_templates').select(COLUMNS)

/** The catalogue, the latest import first. */
export const catalogueOf = (db: Db): List => ({
  order: { keys: [{ property: 'id', kind: 'integer' }], direction: 'desc' },
  sources: [{ query: select(db), columns: ['form_templates.id'] }],
})

export const findForm = (db: Db, id: number): Promise<FormVersion | undefined> => select(db).where({ id }).first()

/** The bytes of a template as they were imported. */
export const loadTemplateXml = async (db: Db, id: number): Promise<Uint8Array | undefined> => {
  const row = await db('form_templates').where({ id }).first('xml')
  return row === undefined ? undefined : Uint8Array.from(row.xml)
}

export const findVersion = (db: Db, code: string, version: string): Promise<FormVersion | undefined> =>
  select(db).where({ code, version }).first()

const inForce = (db: Db, day: Day) =>
  select(db)
    .whereNull('archived_at')
    .where('valid_from', '<=', day)
    .where(query => void query.whereNull('valid_until').orWhere('valid_until', '>=', day))

/** The version of a form that is in force on a day: the one that came into force last. */
export const findInForce = (db: Db, code: string, day: Day): Promise<FormVersion | undefined> =>
  inForce(db, day).where({ code }).orderBy('valid_from', 'desc').orderBy('id', 'desc').first()

/** A form that an organisation has to hand in, and for which periods. */
export type AssignedVersion = FormVersion & { covers: Covers[] }

/** The forms that an organisation has to hand in, each in the version in force, by ОКУД. */
export const listAssigned = async (db: Db, organisationId: number, day: Day): Promise<AssignedVersion[]> => {
  const rows: (FormVersion & Covers)[] = await inForce(db, day)
    .join('form_assignments', 'form_assignments.form_code', 'form_templates.code')
    .where({ organisation_id: organisationId })
    .select({ from: 'covers_from', until: 'covers_until' })
    .orderBy([
      'form_templates.okud',
      'form_templates.code',
      { column: 'valid_from', order: 'desc' },
      { column: 'form_templates.id', order: 'desc' },
    ])
  const byCode = new Map<string, AssignedVersion>()
  for (const { from, until, ...version } of rows) {
    const known = byCode.get(version.code)
    if (known === undefined) byCode.set(version.code, { ...version, covers: [{ from, until }] })
    else if (known.id === version.id) known.covers.push({ from, until })
  }
  return [...byCode.values()]
}

/** All forms in force on a day, one version each. */
export const listInForce = async (db: Db, day: Day): Promise<FormVersion[]> => {
  const rows: FormVersion[] = await inForce(db, day).orderBy([
    'okud',
    'code',
    { column: 'valid_from', order: 'desc' },
    { column: 'id', order: 'desc' },
  ])
  return rows.filter((row, index) => rows[index - 1]?.code !== row.code)
}

/** For which periods an organisation has to hand in a form; none where it was not assigned. */
export const listCovers = (db: Db, organisationId: number, code: string): Promise<Covers[]> =>
  db('form_assignments')
    .where({ organisation_id: organisationId, form_code: code })
    .select({ from: 'covers_from', until: 'covers_until' })

/**
 * «This organisation has to hand in this form for the period that ends on this day»: a condition on a query of
 * organisations. By several assignments it is due once.
 */
export const isDueFrom = (db: Db, { formCode, end }: { formCode: string; end: Day }): Knex.QueryBuilder =>
  db('form_assignments')
    .whereRaw('form_assignments.organisation_id = organisations.id')
    .where({ 'form_assignments.form_code': formCode })
    .where('covers_from', '<=', end)
    .where('covers_until', '>=', end)
    .select('form_assignments.id')

export type NewForm = Omit<FormVersion, 'id' | 'archivedAt' | 'demo'> & { xml: Uint8Array }

/** Keeps an imported version. Undefined when this version of the form is there already. */
export const insertForm = async (
  trx: Db,
  form: NewForm,
  { staffId, at }: { staffId: number; at: Instant },
): Promise<number | undefined> => {
  const [row] = await trx('form_templates')
    .insert({
      code: form.code,
      okud: form.okud,
      version: form.version,
      name: form.name,
      shifr: form.shifr,
      periodicity: form.periodicity,
      due_days: form.dueDays,
      xml: Buffer.from(form.xml),
      sha256: form.sha256,
      valid_from: form.validFrom,
      valid_until: form.validUntil,
      created_by: staffId,
      created_at: at,
    })
    .onConflict(['code', 'version'])
    .ignore()
    .returning('id')
  return row?.id
}

/** Sets the days and the deadline of a version, or its archive. False when there is no such version. */
export const updateForm = async (
  trx: Db,
  id: number,
  changed: { validFrom: Day; validUntil: Day | null; dueDays: number } | { archivedAt: Instant | null },
): Promise<boolean> => {
  const row =
    'archivedAt' in changed
      ? { archived_at: changed.archivedAt }
      : { valid_from: changed.validFrom, valid_until: changed.validUntil, due_days: changed.dueDays }
  return (await trx('form_templates').where({ id }).update(row)) === 1
}

/** Removes a version that no report was made by, so that a corrected file can take its place. */
export const deleteUnusedForm = async (trx: Db, id: number): Promise<boolean> =>
  (await trx('form_templates')
    .where({ id })
    .whereNotExists(trx('reports').whereRaw('reports.template_id = form_templates.id').select('id'))
    .delete()) === 1
