import {
  cellRule,
  codeKey,
  dataRows,
  type ReportRow,
  type ReportSection,
  type SpecificName,
  specificColumns,
  type TemplateRow,
  type TemplateSection,
  typedNumber,
  valueColumns,
} from '../../flk'
import type { RawValues } from '../../validation/form'
import { cellName, countName, rowName } from './cells'
import type { RowToRemove } from './section-moves'
import { linesOf, MAX_NEW_ROWS } from './sheet'

/** Invisible characters that XML cannot hold: nobody typed them on purpose. */
const FORBIDDEN =
  /[\u0000-\u0008\u000b\u000c\u000e-\u001f\u007f\ufffe\uffff]|[\ud800-\udbff](?![\udc00-\udfff])|(?<![\ud800-\udbff])[\udc00-\udfff]/g

export const cleanText = (typed: string): string => typed.replace(FORBIDDEN, '').replace(/\r\n?/g, '\n').trim()

/** The rows of a section with one code, as they stand in the report. */
export const rowsWith = (section: ReportSection | undefined, row: TemplateRow): readonly ReportRow[] =>
  section?.rows.filter(({ code }) => codeKey(code) === row.key) ?? []

/** Whether anything stands in a row. */
export const isFilled = ({ cells, specifics, kept }: ReportRow): boolean =>
  kept !== undefined || cells.some(({ value }) => value !== '') || Object.values(specifics).some(value => value !== '')

/**
 * The section as it was typed, over what stood there: what the page does not show stays as it was. Numbers come as people
 * write them («1 234,5»); what is no number is kept as typed, for the control to say so. Rows where nothing stands go.
 */
export const typedSection = (
  section: TemplateSection,
  place: number,
  stored: ReportSection | undefined,
  raw: RawValues,
  remove?: RowToRemove,
): ReportSection => {
  const known = new Set(dataRows(section).map(({ key }) => key))
  const foreign = stored?.rows.filter(({ code }) => !known.has(codeKey(code))) ?? []
  const lines = linesOf(section, stored, (row, there) =>
    Math.min(Number(raw[countName(place, row)] ?? '') || 0, there + MAX_NEW_ROWS),
  )
  const onPage = rowNamesIn(raw)
  const rows = lines
    .filter(({ row, occurrence }) => !(remove?.row === row.key && remove.occurrence === occurrence))
    .flatMap(({ row, occurrence, stands }) => {
      if (!onPage.has(rowName(place, row.key, occurrence))) return stands === undefined ? [] : [stands]
      return [typedRow(section, place, row, occurrence, stands, raw)]
    })
    .filter(isFilled)
  return { ...stored, code: section.code, rows: [...rows, ...foreign] }
}

/** Every beginning of a field's name that may be the name of its row: codes may hold the letter between row and column. */
const rowNamesIn = (raw: RawValues): Set<string> => {
  const names = new Set<string>()
  for (const name of Object.keys(raw))
    for (let at = name.indexOf('c'); at !== -1; at = name.indexOf('c', at + 1)) names.add(name.slice(0, at))
  return names
}

const typedRow = (
  section: TemplateSection,
  place: number,
  row: TemplateRow,
  occurrence: number,
  stored: ReportRow | undefined,
  raw: RawValues,
): ReportRow => {
  const typed = (column: string): string | undefined => raw[cellName(place, row.key, occurrence, column)]
  const specifics: { [name in SpecificName]?: string } = { ...stored?.specifics }
  for (const column of specificColumns(section)) {
    const value = typed(column.code)
    if (value === undefined) continue
    if (cleanText(value) === '') delete specifics[column.specific]
    else specifics[column.specific] = cleanText(value)
  }
  const asked = valueColumns(section).filter(column => typed(column.code) !== undefined)
  const keys = new Set(asked.map(({ key }) => key))
  const cells = asked.flatMap(column => {
    const text = cleanText(typed(column.code) ?? '')
    const value = cellRule(row, column)?.format?.kind === 'number' ? typedNumber(text) : text
    return value === '' ? [] : [{ column: column.code, value }]
  })
  const others = stored?.cells.filter(({ column }) => !keys.has(codeKey(column))) ?? []
  return { ...stored, code: row.code, specifics, cells: [...cells, ...others] }
}
