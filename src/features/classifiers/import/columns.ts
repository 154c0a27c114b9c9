import { wordsOf } from '../../../db/text-search'
import type { FileKind } from './file-kinds'

/** Where each column of the classifier stands; `hasHeader` tells whether the first line named them. */
export type Columns = { at: ReadonlyMap<string, number>; needed: number; hasHeader: boolean }

const key = (name: string): string => wordsOf(name.replaceAll('_', '')).join(' ')

/**
 * Finds the columns by the first line: by name when it is a header, by place when it is a row already, as in the
 * official files. Or the sentence that says what is missing.
 */
export const findColumns = (kind: FileKind, first: readonly string[]): Columns | { problem: string } => {
  const byName = new Map<string, number>()
  for (const [role, { names }] of Object.entries(kind.columns)) {
    // Names go from the best to the worst: a file may have both a short and a full one.
    const places = names.map(name => first.findIndex(typed => key(typed) === key(name)))
    const place = places.find(at => at !== -1)
    if (place !== undefined) byName.set(role, place)
  }
  const missing = Object.entries(kind.columns).filter(([role, { optional }]) => optional !== true && !byName.has(role))
  if (missing.length === 0) return columns(byName, true)
  if (byName.size > 0)
    return {
      problem: `В первой строке файла нет столбцов: ${missing.map(([, { names }]) => `«${names[0]}»`).join(', ')}. Проверьте, тот ли классификатор выбран и весь ли файл скачан.`,
    }
  const byPlace = columns(new Map(Object.entries(kind.columns).map(([role, { at }]) => [role, at])), false)
  if (first.length >= byPlace.needed) return byPlace
  return {
    problem: `В первой строке файла столбцов: ${first.length}, а в файле этого классификатора их не меньше ${byPlace.needed}. Проверьте, тот ли классификатор выбран.`,
  }
}

const columns = (at: ReadonlyMap<string, number>, hasHeader: boolean): Columns => ({
  at,
  needed: Math.max(...at.values()) + 1,
  hasHeader,
})
