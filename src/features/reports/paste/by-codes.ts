import { codeKey, dataRows, type ReportSection, type TemplateSection } from '../../../flk'
import { linesOf } from '../sheet'
import { cleanText } from '../typed-section'
import { type Block, inputColumns, type Left, newLine, type Pair, shownCells } from './placement'

/** The letter that keeps a spreadsheet from taking a text for a formula. */
const unguarded = (cell: string): string => cell.replace(/^'(?=[=+\-@])/, '')

/** The heading of the captions that a downloaded section has beside its codes. */
export const CAPTION = 'Показатель'

/** The cells of a table whose first line has the codes of columns and whose first column has the codes of rows. */
export const byCodes = (
  section: TemplateSection,
  stored: ReportSection | undefined,
  [head = [], ...body]: Block,
): { pairs: Pair[]; left: Left[] } => {
  const known = new Map(inputColumns(section).map(column => [column.key, column]))
  const columns = head.map(code => known.get(codeKey(code)))
  const captions = new Set([CAPTION, ...section.columns.map(({ code }) => code)])
  const left = head.slice(1).flatMap((code, at): Left[] => {
    const isKnown = columns[at + 1] !== undefined || captions.has(code.trim()) || code.trim() === ''
    return isKnown ? [] : [{ value: code.trim(), why: 'первая строка таблицы: в разделе нет графы с таким кодом' }]
  })
  const lines = new Map(linesOf(section, stored).map(line => [`${line.row.key} ${line.occurrence}`, line]))
  const rows = new Map(dataRows(section).map(row => [row.key, row]))
  const counts = new Map<string, number>()
  const pairs = body.flatMap((cells, down) => {
    const row = rows.get(codeKey(cells[0] ?? ''))
    if (row === undefined) {
      const shown = shownCells(cells)
      if (shown !== '')
        left.push({ value: shown, why: `строка ${down + 2} таблицы: в разделе нет строки с таким кодом` })
      return []
    }
    const occurrence = counts.get(row.key) ?? 0
    counts.set(row.key, occurrence + 1)
    const line = lines.get(`${row.key} ${occurrence}`) ?? newLine(row, occurrence)
    return cells.flatMap((cell, at) => {
      const column = columns[at]
      return at === 0 || column === undefined ? [] : [{ line, column, text: cleanText(unguarded(cell)) }]
    })
  })
  return { pairs, left }
}
