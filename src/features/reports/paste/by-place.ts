import type { ReportSection, TemplateSection } from '../../../flk'
import { type Line, linesOf, MAX_NEW_ROWS } from '../sheet'
import { cleanText } from '../typed-section'
import { type Block, inputColumns, type Left, newLine, type Pair, shownCells, type Target } from './placement'

type Start = Extract<Target, { layout: 'block' }>

/**
 * The cells of a block that begins on a cell of the section. Where it is longer than the section, free rows are added: to
 * the free row that it begins in, otherwise to the last row of the section, if that is a free one.
 */
export const byPlace = (
  section: TemplateSection,
  stored: ReportSection | undefined,
  block: Block,
  target: Start,
): { pairs: Pair[]; left: Left[] } => {
  const columns = inputColumns(section)
  const first = columns.findIndex(({ key }) => key === target.column)
  const under = linesUnder(linesOf(section, stored), target, block.length)
  const left: Left[] = []
  if (first === -1) return { pairs: [], left }
  const pairs = block.flatMap((cells, down) => {
    const line = under[down]
    const shown = shownCells(line === undefined ? cells : cells.slice(columns.length - first))
    const why = line === undefined ? 'в разделе больше нет строк' : 'справа больше нет граф'
    if (shown !== '') left.push({ value: shown, why: `строка ${down + 1} блока: ${why}` })
    if (line === undefined) return []
    return cells.flatMap((cell, right) => {
      const column = columns[first + right]
      return column === undefined ? [] : [{ line, column, text: cleanText(cell) }]
    })
  })
  return { pairs, left }
}

/** The lines that the block lies on, those that are added included. */
const linesUnder = (lines: readonly Line[], { row, occurrence }: Start, length: number): Line[] => {
  const first = lines.findIndex(line => line.row.key === row)
  const begun = lines[first]?.row
  if (begun === undefined) return []
  const same = lines.filter(line => line.row === begun)
  const isFree = begun.type === 'M'
  const there = isFree ? same.slice(occurrence) : lines.slice(first + Math.min(occurrence, same.length - 1))
  const growing = isFree ? begun : lines.at(-1)?.row
  const missing = Math.min(MAX_NEW_ROWS, length - there.length)
  if (growing?.type !== 'M' || missing <= 0) return there
  const known = lines.filter(line => line.row === growing).length
  return [...there, ...Array.from({ length: missing }, (_, more) => newLine(growing, known + more))]
}
