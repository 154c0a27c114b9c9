import { stringify } from 'csv-stringify/sync'
import { cellRule, type Report, type TemplateSection } from '../../../flk'
import { sectionOf } from '../check'
import { linesOf } from '../sheet'
import { valueIn } from '../sheet-cell'
import { CAPTION } from './by-codes'
import { inputColumns } from './placement'

/** A text that a spreadsheet would take for a formula is disarmed; numbers stay numbers, with a comma. */
const guarded = (value: string, isNumber: boolean): string => {
  if (isNumber && /^-?\d+(?:\.\d+)?$/.test(value)) return value.replace('.', ',')
  return /^[=+\-@]/.test(value) ? `'${value}` : value
}

/** A section as a table with the codes of its rows and columns, for a spreadsheet; the paste takes it back. */
export const sectionCsv = (section: TemplateSection, report: Report): string => {
  const columns = inputColumns(section)
  const rows = linesOf(section, sectionOf(report, section.code)).map(({ row, stands }) => [
    row.code,
    guarded(row.name, false),
    ...columns.map(column => guarded(valueIn(stands, column), cellRule(row, column)?.format?.kind === 'number')),
  ])
  const head = ['Строка', CAPTION, ...columns.map(({ code }) => code)]
  return `\uFEFF${stringify([head, ...rows], { delimiter: ';', record_delimiter: '\r\n', quoted_match: /[\n\r\t]/ })}`
}
