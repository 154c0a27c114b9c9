import {
  codeKey,
  dataRows,
  type ReportRow,
  type ReportSection,
  type SpecificName,
  type TemplateSection,
} from '../../../flk'
import { type Line, linesOf } from '../sheet'
import { isFilled } from '../typed-section'
import type { Placed } from './placement'

const nameOf = ({ row, occurrence }: Line): string => `${row.key} ${occurrence}`

/** The section with the values in it, and how many free rows are new. */
export const putValues = (section: TemplateSection, stored: ReportSection | undefined, placed: readonly Placed[]) => {
  const changed = new Map<string, Placed[]>()
  const most = new Map<string, number>()
  for (const one of placed) {
    const { row, occurrence } = one.line
    const values = changed.get(nameOf(one.line))
    if (values === undefined) changed.set(nameOf(one.line), [one])
    else values.push(one)
    most.set(row.key, Math.max(most.get(row.key) ?? 0, occurrence + 1))
  }
  const known = new Set(dataRows(section).map(({ key }) => key))
  const foreign = stored?.rows.filter(({ code }) => !known.has(codeKey(code))) ?? []
  const lines = linesOf(section, stored, row => most.get(row.key) ?? 0)
  const rows = lines.flatMap(line => {
    const values = changed.get(nameOf(line))
    if (values === undefined) return line.stands === undefined ? [] : [line.stands]
    return [filledRow(line, values)].filter(isFilled)
  })
  const added = new Set(
    placed.filter(({ line }) => line.stands === undefined && line.row.type === 'M').map(({ line }) => line),
  )
  return { section: { ...stored, code: section.code, rows: [...rows, ...foreign] }, added: added.size }
}

const filledRow = ({ row, stands }: Line, placed: readonly Placed[]): ReportRow => {
  const specifics: { [name in SpecificName]?: string } = { ...stands?.specifics }
  for (const { column, value } of placed)
    if (column.type === 'S' && column.specific !== undefined) specifics[column.specific] = value
  const values = placed.filter(({ column }) => column.type === 'Z')
  const keys = new Set(values.map(({ column }) => column.key))
  const others = stands?.cells.filter(({ column }) => !keys.has(codeKey(column))) ?? []
  return {
    ...stands,
    code: row.code,
    specifics,
    cells: [...others, ...values.map(({ column, value }) => ({ column: column.code, value }))],
  }
}
