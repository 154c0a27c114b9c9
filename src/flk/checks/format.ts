import { codeKey, formulaKey, underCode } from '../codes'
import type { CompiledForm } from '../compiled-form'
import { shortened } from '../number/decimal-text'
import type { Report, ReportRow, ReportSection } from '../report/model'
import { cellRule, SPECIFICS, type TemplateColumn, type TemplateRow } from '../template/model'
import type { SectionIndex } from '../template/template-index'
import { type Finding, FindingList, finding } from './protocol'
import { checkSpecific, effectiveSpecific } from './specifics'
import { checkValue } from './value'

/** Block 3: every section, row and cell is where the template has it, and every value as its cell wants it. */
export const checkFormat = (form: CompiledForm, report: Report): FindingList => {
  const findings = new FindingList()
  const given = new Map<string, ReportSection[]>()
  for (const section of report.sections) {
    const key = formulaKey(section.code)
    if (!form.index.has(key))
      findings.add(
        finding(3, '3.5', `Раздела «${shortened(section.code)}» нет в форме. Уберите его из отчёта.`, {
          section: section.code,
        }),
      )
    given.set(key, [...(given.get(key) ?? []), section])
  }
  for (const [key, section] of form.index) {
    const sections = given.get(key)
    const { code } = section.section
    if (sections === undefined)
      findings.add(
        finding(3, '3.1', `Раздел ${code} отсутствует в отчёте. Добавьте его, хотя бы пустым.`, { section: code }),
      )
    checkRows(
      form,
      section,
      (sections ?? []).flatMap(({ rows }) => rows),
      findings,
    )
  }
  return findings
}

const checkRows = (
  form: CompiledForm,
  section: SectionIndex,
  rows: readonly ReportRow[],
  findings: FindingList,
): void => {
  const columns = new Map(section.section.columns.map(column => [formulaKey(column.code), column]))
  const seen = new Set<string>()
  const present = new Set<number>()
  for (const [rowIndex, given] of rows.entries()) {
    const position = underCode(section.rowPositions, given.code)
    const row = position === undefined ? undefined : section.rows[position]
    const place = { section: section.section.code, row: row?.code ?? given.code, specifics: given.specifics, rowIndex }
    if (position === undefined || row === undefined) {
      findings.add(finding(3, '3.6', `${at(place)}: такой строки в форме нет.`, place))
      continue
    }
    const repeated = repetition(form, section, row, given, seen)
    if (repeated !== undefined) findings.add(finding(3, '3.2', `${at(place)} ${repeated}`, place))
    present.add(position)
    checkRow(form, section, row, given, columns, place, findings)
  }
  for (const [position, row] of section.rows.entries())
    if (!present.has(position) && row.type !== 'M' && mandatoryColumns(section, row).length > 0) {
      const place = { section: section.section.code, row: row.code }
      findings.add(finding(3, '3.3', `${at(place)} не может быть пустой. Заполните её.`, place))
    }
}

interface RowPlace {
  readonly section: string
  readonly row: string
  readonly column?: string
}

const at = ({ section, row, column }: RowPlace): string =>
  `Раздел ${section}, строка ${shortened(row)}${column === undefined ? '' : `, графа ${shortened(column)}`}`

/** What a repeated row is told; undefined the first time. */
const repetition = (
  { options }: CompiledForm,
  section: SectionIndex,
  row: TemplateRow,
  { specifics }: ReportRow,
  seen: Set<string>,
): string | undefined => {
  const values = SPECIFICS.map(name => effectiveSpecific(section, row, specifics, name))
  const once = row.type !== 'M' && options.fixedRowOnce
  const key = JSON.stringify([row.key, ...(once ? [] : values.map(value => value.toLowerCase()))])
  if (!seen.has(key)) {
    seen.add(key)
    return undefined
  }
  const named = values.filter(value => value !== '')
  return named.length === 0 || once
    ? 'повторяется. Оставьте её один раз.'
    : `со значением «${shortened(named.join(', '))}» повторяется. Оставьте её один раз или измените значение.`
}

/** Value columns that must be filled in this row. */
const mandatoryColumns = (section: SectionIndex, row: TemplateRow): TemplateColumn[] =>
  section.columns.filter(column => cellRule(row, column)?.inputType === 1)

type Place = Pick<Finding, 'section' | 'row' | 'specifics' | 'rowIndex'> & {
  readonly section: string
  readonly row: string
}

const checkRow = (
  form: CompiledForm,
  section: SectionIndex,
  row: TemplateRow,
  given: ReportRow,
  columns: ReadonlyMap<string, TemplateColumn>,
  place: Place,
  findings: FindingList,
): void => {
  const { dictionaries } = form.template
  const tell = (column: TemplateColumn | string, code: string, message: string): void => {
    const here = { ...place, column: typeof column === 'string' ? column : column.code }
    findings.add(finding(3, code, `${at(here)}. ${message}`, here))
  }
  for (const [name, column] of section.specificColumns) {
    const rule = cellRule(row, column)
    if (rule === undefined) continue
    const place = { section, row, specifics: given.specifics, dictionaries }
    for (const { code, message } of checkSpecific(name, column, rule, place)) tell(column, code, message)
  }
  const filled = new Set<string>()
  for (const { column: columnCode, value } of given.cells) {
    const column = underCode(columns, columnCode)
    const rule = column === undefined ? undefined : cellRule(row, column)
    const text = value.trim()
    if (column === undefined || rule === undefined)
      tell(columnCode, '3.6', 'В форме нет такой ячейки. Уберите значение.')
    else if (filled.has(column.key)) tell(column, '3.2', 'Графа указана в строке дважды.')
    else if (rule.inputType === 0 && form.options.closedCells === 'refuse' && text !== '')
      tell(column, '3.6', 'Ячейка не предназначена для ввода. Уберите значение.')
    else for (const { code, message } of checkValue(text, rule, dictionaries, form.options)) tell(column, code, message)
    if (column !== undefined && text !== '') filled.add(column.key)
  }
  for (const column of mandatoryColumns(section, row))
    if (!filled.has(codeKey(column.code))) tell(column, '3.4', 'Ячейка не может быть пустой. Заполните её.')
}
