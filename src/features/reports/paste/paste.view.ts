import { type CompiledForm, codeKey, type Report, type TemplateSection } from '../../../flk'
import { sectionFindings, withSection } from '../check'
import { linesOf } from '../sheet'
import { withoutPlace } from '../sheet-cell'
import { inputColumns, type Placed, type Placement } from './placement'

/** Lines and values that a preview shows. */
const MAX_LINES = 100
const MAX_LEFT = 50

type PreviewCell = { label: string; value: string; was: string; error: string | undefined }

/** What goes where, before anything of it is stored: the lines of the section that change, with what stood there. */
export const pastePreview = (
  form: CompiledForm,
  section: TemplateSection,
  report: Report,
  { section: changed, placed, left, added }: Placement,
) => {
  const keys = new Set(placed.map(({ column }) => column.key))
  const columns = inputColumns(section).filter(({ key }) => keys.has(key))
  const rowIndexes = new Map(
    linesOf(section, changed).map(({ row, occurrence, rowIndex }) => [`${row.key} ${occurrence}`, rowIndex]),
  )
  const errors = new Map<string, string>()
  for (const finding of sectionFindings(form, withSection(report, changed), section.code))
    if (finding.column !== null) errors.set(`${finding.rowIndex} ${codeKey(finding.column)}`, withoutPlace(finding))
  const byLine = new Map<string, Placed[]>()
  for (const one of placed) {
    const name = `${one.line.row.key} ${one.line.occurrence}`
    byLine.set(name, [...(byLine.get(name) ?? []), one])
  }
  const errorOf = ({ line, column }: Placed): string | undefined =>
    errors.get(`${rowIndexes.get(`${line.row.key} ${line.occurrence}`)} ${column.key}`)
  const lines = [...byLine.values()].slice(0, MAX_LINES).flatMap(cells => {
    const [first] = cells
    if (first === undefined) return []
    const { row, occurrence, stands } = first.line
    const mark = row.type === 'M' ? `, ${stands === undefined ? 'новая запись' : 'запись'} ${occurrence + 1}` : ''
    return [
      {
        name: `${row.code} ${row.name}${mark}`,
        cells: columns.map((column): PreviewCell => {
          const label = column.name || column.code
          const found = cells.find(one => one.column.key === column.key)
          if (found === undefined) return { label, value: '', was: '', error: undefined }
          return { label, value: found.value, was: found.was === found.value ? '' : found.was, error: errorOf(found) }
        }),
      },
    ]
  })
  return {
    columns: columns.map(({ name, code }) => ({ name: name || code, code })),
    lines,
    hiddenLines: byLine.size - lines.length,
    count: placed.length,
    added,
    replaced: placed.filter(({ value, was }) => was !== '' && was !== value).length,
    wrong: placed.filter(one => errorOf(one) !== undefined).length,
    left: left.slice(0, MAX_LEFT),
    hiddenLeft: Math.max(0, left.length - MAX_LEFT),
  }
}
