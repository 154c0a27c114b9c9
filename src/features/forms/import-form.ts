import { createHash } from 'node:crypto'
import { type Actor, audit } from '../../audit/audit'
import type { Day } from '../../db/db'
import type { Deps } from '../../deps'
import { type Periodicity, XmlError } from '../../flk'
import { dayIn } from '../../http/dates'
import { readyForm } from './form-cache'
import type { NewForm } from './forms.repository'
import { deleteUnusedForm, findVersion, insertForm, updateForm } from './forms.repository'

/** The largest template that is taken. One with dictionaries of 100,000 terms has about 10 MB. */
export const MAX_TEMPLATE = 32 * 1024 * 1024

/** Usual deadlines, in days after the end of the period; an administrator sets the right one. */
const USUAL_DUE_DAYS: Record<Periodicity, number> = { 1: 60, 2: 30, 4: 30, 12: 15, 36: 3, 56: 3 }

export type Imported = { kind: 'imported'; id: number } | { kind: 'refused'; sentence: string }

/**
 * Imports a template: reads it, compiles its formulas, and keeps it out of force, so that an administrator looks at its
 * defects first. A version that no report was made by is replaced; any other stays as it is.
 */
export const importForm = async (
  { db, clock }: Pick<Deps, 'db' | 'clock'>,
  xml: Uint8Array,
  { actor, staffId }: { actor: Actor; staffId: number },
): Promise<Imported> => {
  const at = clock().toISOString()
  const read = readForm(xml, dayIn(clock(), 'Europe/Moscow'))
  if (typeof read === 'string') return { kind: 'refused', sentence: read }
  return db.transaction(async (trx): Promise<Imported> => {
    const there = await findVersion(trx, read.code, read.version)
    if (there !== undefined && !(await deleteUnusedForm(trx, there.id)))
      return {
        kind: 'refused',
        sentence: `Версия ${read.version} формы ${read.okud} уже загружена, и по ней есть отчёты. Загрузите шаблон с новой версией`,
      }
    const id = await insertForm(trx, read, { staffId, at })
    if (id === undefined) return { kind: 'refused', sentence: 'Эту версию только что загрузил другой администратор' }
    await updateForm(trx, id, { archivedAt: at })
    const details = { code: read.code, version: read.version, sha256: read.sha256 }
    await audit(trx, { event: 'form.imported', actor, subject: { kind: 'form', id }, at, details })
    return { kind: 'imported', id }
  })
}

/** The template as a row, or the sentence why it is none. */
const readForm = (xml: Uint8Array, today: Day): NewForm | string => {
  try {
    const { template } = readyForm(xml).form
    const { code, okud, version, name, shifr, periodicity, keyField } = template
    if (!/^\d{7}$/.test(okud)) return 'В шаблоне нет кода ОКУД из семи цифр (атрибут OKUD): исправьте шаблон'
    if (!/^\d{5,20}$/.test(code)) return 'В шаблоне нет кода формы (атрибут code): исправьте шаблон'
    if (!/^\d{2}-\d{2}-\d{4}$/.test(version)) return 'В шаблоне нет версии вида 28-02-2024 (атрибут version)'
    if (periodicity === undefined) return 'Периодичность шаблона (атрибут idp) неизвестна: исправьте шаблон'
    if (!template.title.some(({ field }) => field === keyField))
      return 'В титуле шаблона нет ключевого поля (атрибут obj): исправьте шаблон'
    return {
      code,
      okud,
      version,
      name: name.slice(0, 500) || `Форма ${okud}`,
      shifr: shifr.slice(0, 50),
      periodicity,
      dueDays: USUAL_DUE_DAYS[periodicity],
      sha256: createHash('sha256').update(xml).digest('hex'),
      validFrom: today,
      validUntil: null,
      xml,
    }
  } catch (error) {
    if (error instanceof XmlError) return `Шаблон не прочитан. ${error.message.replace(/\.$/, '')}`
    throw error
  }
}
