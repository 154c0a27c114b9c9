import {
  type CompiledForm,
  cellRule,
  codeKey,
  type Dictionary,
  type Finding,
  type ReportRow,
  type TemplateColumn,
  type TemplateSection,
} from '../../flk'
import type { OptionList } from '../../http/option-list'
import type { RawValues } from '../../validation/form'
import { choiceOf, dictionaryOf } from './cell-choice'
import { cellName } from './cells'
import { findButton } from './section-moves'
import type { Line } from './sheet'

const LONG_TEXT = 120

/** A cell as its page shows it: closed, or a field with what it offers. */
export type SheetCell =
  | { label: string; closed: true; text: string }
  | {
      label: string
      closed: false
      name: string
      value: string
      error: string | undefined
      /** What the dictionary calls the value. */
      term: string | undefined
      previous: string | undefined
      describedBy: string | undefined
      isNumber: boolean
      isLong: boolean
      /** The button that leads to the dictionary, where it is too long to be offered here. */
      find: string | undefined
      options?: OptionList
      suggestions?: Dictionary
    }

/** What a page knows of its cells. */
export type CellPage = {
  form: CompiledForm
  /** Place of the section in the template, from one. */
  place: number
  section: TemplateSection
  /** What was typed, where it was not saved. */
  raw?: RawValues
  /** Lines on the page: a long list is offered in the cells only where there are few of them. */
  lines: number
}

/** Whether something may be typed here. */
export const isOpen = ({ row }: Pick<Line, 'row'>, column: TemplateColumn): boolean => {
  const rule = cellRule(row, column)
  if (rule === undefined || column.type === 'B' || column.type === 'V') return false
  return column.type === 'S' || rule.inputType !== 0
}

export const sheetCell = (
  page: CellPage,
  line: Line,
  column: TemplateColumn,
  findings: readonly Finding[],
  before: ReportRow | undefined,
): SheetCell => {
  const { row, occurrence, stands } = line
  const label = column.name || column.code
  const rule = cellRule(row, column)
  if (rule === undefined || !isOpen(line, column))
    return { label, closed: true, text: column.type === 'V' ? (rule?.defaultValue ?? '') : '' }
  const name = cellName(page.place, row.key, occurrence, column.code)
  const value = page.raw?.[name] ?? valueIn(stands, column)
  const wrong = findings.filter(finding => finding.column !== null && codeKey(finding.column) === column.key)
  const error = wrong.map(withoutPlace).join(' ') || undefined
  const previous = column.type === 'Z' ? valueIn(before, column) || undefined : undefined
  const choice = choiceOf(rule, page.form, page.lines)
  const term = choice.options === undefined ? dictionaryOf(rule, page.form)?.term(value)?.name || undefined : undefined
  const described = [
    error === undefined ? '' : `${name}-error`,
    term === undefined ? '' : `${name}-term`,
    previous === undefined ? '' : `${name}-previous`,
  ]
  return {
    label,
    closed: false,
    name,
    value,
    error,
    term,
    previous,
    describedBy: described.filter(id => id !== '').join(' ') || undefined,
    isNumber: rule.format?.kind === 'number',
    isLong: rule.format?.kind === 'text' && rule.format.length > LONG_TEXT,
    find: choice.isSearched ? findButton({ row: row.key, occurrence, column: column.key }) : undefined,
    ...(choice.options === undefined ? {} : { options: choice.options }),
    ...(choice.suggestions === undefined ? {} : { suggestions: choice.suggestions }),
  }
}

export const valueIn = (row: ReportRow | undefined, column: TemplateColumn): string => {
  if (row === undefined) return ''
  if (column.type === 'S') return (column.specific && row.specifics[column.specific]) ?? ''
  return row.cells.find(cell => codeKey(cell.column) === column.key)?.value ?? ''
}

/** The place is where the sentence stands. */
export const withoutPlace = ({ section, row, column, message }: Finding): string => {
  const place = `Раздел ${section}, строка ${row}, графа ${column}. `
  return message.startsWith(place) ? message.slice(place.length) : message
}
