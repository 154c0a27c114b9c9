import type { Columns } from './columns'
import type { FileKind } from './file-kinds'
import type { Refusal } from './refusals'

export type ReadCode = { code: string; name: string; parent: string | null; selectable: boolean }
export type ReadRow = { taken: ReadCode } | { refusal: Refusal; code: string | null; name: string | null }

const MAX_NAME = 2000
/** Letters that no Russian text has: what Cyrillic of another code page looks like. */
const FOREIGN_LETTER = /[^а-яёa-z\P{L}]/iu
/** KOI-8 read as windows-1251 turns capitals into small letters: «рАСТЕНИЕВОДСТВО». */
const TURNED_CASE = /(^|\s)\p{Ll}\p{Lu}{2,}/u

/** Reads the rows of one file, in order: it knows the codes that came before. */
export const rowReader = (kind: FileKind, columns: Columns): ((text: string, fields: string[]) => ReadRow) => {
  const known = new Set<string>()
  return (text, fields) => {
    if (text.includes('\ufffd')) return refuse('row.encoding')
    if (/[^\P{Cc}\t\r\n]/u.test(text)) return refuse('row.control')
    if (fields.length < columns.needed) return refuse('row.fields')
    const row = Object.fromEntries([...columns.at].map(([role, at]) => [role, tidy(fields[at] ?? '')]))
    const code = kind.code(row)
    const name = row.name ?? ''
    if (!kind.isCode(code)) return refuse('code.format', undefined, `${code} ${name}`.trim())
    if (known.has(code)) return refuse('code.duplicate', code, name)
    known.add(code)
    const problem = nameProblem(name)
    if (problem !== undefined) return refuse(problem, code, name)
    const parent = kind.parent(code, row, known) ?? null
    return { taken: { code, name, parent, selectable: !kind.isHeading(code, row) } }
  }
}

const nameProblem = (name: string): Refusal | undefined => {
  if (name === '') return 'name.required'
  if (name.length > MAX_NAME) return 'name.too_long'
  const isRussian = /[а-яё]/iu.test(name) && !FOREIGN_LETTER.test(name) && !TURNED_CASE.test(name)
  return isRussian ? undefined : 'name.letters'
}

const tidy = (text: string): string => text.replaceAll(/\s+/g, ' ').trim()

const SHOWN = 200
const refuse = (refusal: Refusal, code: string | null = null, name: string | null = null): ReadRow => ({
  refusal,
  code,
  name: name?.slice(0, SHOWN) ?? null,
})
