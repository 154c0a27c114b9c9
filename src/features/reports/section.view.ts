import {
  type CompiledForm,
  cellRule,
  codeKey,
  type Dictionary,
  dataRows,
  type Finding,
  type Report,
  type ReportRow,
  type ReportSection,
  type SpecificName,
  type TemplateColumn,
  type TemplateRow,
  type TemplateSection,
} from '../../flk'
import type { OptionList } from '../../http/option-list'
import type { RawValues } from '../../validation/form'
import { choiceOf } from './cell-choice'
import { cellName, columnName, countName, rowName } from './cells'
import { sectionOf } from './check'
import { rowsWith } from './typed-section'

const LONG_TEXT = 120

export type SectionPage = {
  /** Place of the section in the template, from one. */
  place: number
  section: TemplateSection
  report: Report
  previous: Report | undefined
  findings: readonly Finding[]
  /** What was typed, where it was not saved. */
  raw?: RawValues
  /** One more empty row with this code. */
  extra?: string
}

/** A cell as its page shows it: closed, or a field with what it offers. */
export type SheetCell =
  | { label: string; closed: true; text: string }
  | {
      label: string
      closed: false
      name: string
      value: string
      error: string | undefined
      previous: string | undefined
      describedBy: string | undefined
      isNumber: boolean
      isLong: boolean
      options?: OptionList
      suggestions?: Dictionary
      listId?: string
    }

/** A heading without an id, or a row of cells. */
export type SheetRow = {
  heading?: string
  id?: string
  code: string
  name: string
  error: string | undefined
  remove: string | undefined
  cells: SheetCell[]
}

/** A section as its page shows it: a row of cells a physical row, an empty one where there is none. */
export const sectionView = (form: CompiledForm, page: SectionPage) => {
  const { section, place, report } = page
  const stored = sectionOf(report, section.code)
  const shown = section.columns.filter(column => isShown(section, column))
  const suggestions = new Map<string, Dictionary>()
  const rows = section.rows.flatMap((row): SheetRow[] => {
    if (row.type === 'C')
      return [{ heading: row.name, code: '', name: '', error: undefined, remove: undefined, cells: [] }]
    const there = rowsWith(stored, row)
    const typed = Number(page.raw?.[countName(place, row)] ?? 0) || 0
    const count = Math.max(1, there.length + (page.extra === row.key ? 1 : 0), Math.min(typed, 1000))
    return Array.from({ length: count }, (_, occurrence) => {
      const stands = there[occurrence]
      const rowIndex = stands === undefined ? -1 : (stored as ReportSection).rows.indexOf(stands)
      const findings = rowIndex === -1 ? [] : page.findings.filter(finding => finding.rowIndex === rowIndex)
      const name = row.type === 'M' || count > 1 ? `${row.name}, запись ${occurrence + 1}` : row.name
      const cells = shown.map(column => {
        const cell = cellOf(form, page, row, occurrence, column, stands, findings)
        if (cell.closed || cell.suggestions === undefined) return cell
        suggestions.set(cell.suggestions.id, cell.suggestions)
        return { ...cell, listId: `list-${cell.suggestions.id}` }
      })
      return {
        id: rowName(place, row.key, occurrence),
        code: row.code,
        name,
        error: findings.find(({ column }) => column === null)?.message,
        remove: row.type === 'M' || count > 1 ? `remove:${row.key}:${occurrence}` : undefined,
        cells,
      }
    })
  })
  return {
    code: section.code,
    name: section.name,
    columns: shown.map(column => ({
      id: columnName(place, column),
      name: column.name || column.code,
      code: column.code,
    })),
    rows,
    hasRemove: rows.some(({ remove }) => remove !== undefined),
    counts: dataRows(section).map(row => ({
      name: countName(place, row),
      value: Math.max(1, rowsWith(stored, row).length + (page.extra === row.key ? 1 : 0)),
    })),
    free: section.rows
      .filter(({ type }) => type === 'M')
      .map(row => ({ value: `add:${row.key}`, text: `Добавить строку «${row.name}»` })),
    suggestions: [...suggestions.values()].map(dictionary => ({
      id: `list-${dictionary.id}`,
      terms: dictionary.terms.map(({ id, name }) => ({ id, name })),
    })),
  }
}

/** Side-heads stand in the row's own head; auxiliary columns are shown where they say something. */
const isShown = (section: TemplateSection, column: TemplateColumn): boolean => {
  if (column.type === 'B') return false
  if (column.type !== 'V') return true
  return dataRows(section).some(row => cellRule(row, column)?.defaultValue !== undefined)
}

const cellOf = (
  form: CompiledForm,
  page: SectionPage,
  row: TemplateRow,
  occurrence: number,
  column: TemplateColumn,
  stands: ReportRow | undefined,
  findings: readonly Finding[],
): SheetCell => {
  const label = column.name || column.code
  const rule = cellRule(row, column)
  if (rule === undefined || column.type === 'V' || (column.type === 'Z' && rule.inputType === 0))
    return { label, closed: true, text: column.type === 'V' ? (rule?.defaultValue ?? '') : '' }
  const name = cellName(page.place, row.key, occurrence, column.code)
  const value = page.raw?.[name] ?? valueIn(stands, column)
  const wrong = findings.filter(finding => finding.column !== null && codeKey(finding.column) === column.key)
  const error = wrong.map(finding => withoutPlace(finding)).join(' ') || undefined
  const previous = previousValue(page, row, occurrence, column, stands)
  const described = [error === undefined ? '' : `${name}-error`, previous === undefined ? '' : `${name}-previous`]
  const isText = rule.format?.kind === 'text'
  return {
    label,
    closed: false,
    name,
    value,
    error,
    previous,
    describedBy: described.filter(id => id !== '').join(' ') || undefined,
    isNumber: rule.format?.kind === 'number',
    isLong: isText && rule.format?.kind === 'text' && rule.format.length > LONG_TEXT,
    ...choiceOf(rule, form),
  }
}

const valueIn = (row: ReportRow | undefined, column: TemplateColumn): string => {
  if (row === undefined) return ''
  if (column.type === 'S') return (column.specific && row.specifics[column.specific]) ?? ''
  return row.cells.find(cell => codeKey(cell.column) === column.key)?.value ?? ''
}

/** The place is where the sentence stands. */
const withoutPlace = ({ section, row, column, message }: Finding): string => {
  const place = `Раздел ${section}, строка ${row}, графа ${column}. `
  return message.startsWith(place) ? message.slice(place.length) : message
}

/** What stood in the cell the period before: of fixed rows by their code, of free ones by their specifics. */
const previousValue = (
  { previous, section }: SectionPage,
  row: TemplateRow,
  occurrence: number,
  column: TemplateColumn,
  stands: ReportRow | undefined,
): string | undefined => {
  if (previous === undefined || column.type !== 'Z') return undefined
  const rows = rowsWith(sectionOf(previous, section.code), row)
  const same = ({ specifics }: ReportRow): boolean =>
    (['s1', 's2', 's3'] as SpecificName[]).every(name => (specifics[name] ?? '') === (stands?.specifics[name] ?? ''))
  const found = row.type === 'M' ? (stands === undefined ? undefined : rows.find(same)) : rows[occurrence]
  return valueIn(found, column) || undefined
}
