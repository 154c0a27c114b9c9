import type { TemplateSection } from '../../../flk'
import { choiceOf, field } from '../../../validation/fields'
import { defineForm } from '../../../validation/form'
import { type Line, linesOf } from '../sheet'
import { inputColumns, type Target } from './placement'
import type { Delimiter } from './table-text'

/** Lines of a free row that a block may begin in, each by its number. */
const MAX_STARTS = 200

const LAYOUTS = { block: 'Блок значений', codes: 'Таблица с кодами' }
const DELIMITERS = {
  auto: 'определить по содержимому',
  tab: 'табуляция',
  semicolon: 'точка с запятой',
  comma: 'запятая',
}
const DELIMITER: Record<keyof typeof DELIMITERS, Delimiter | undefined> = {
  auto: undefined,
  tab: '\t',
  semicolon: ';',
  comma: ',',
}

/** «Вставить из таблицы»: the text is read from the body as it came, for line ends and spaces at its ends count. */
export const pasteForm = defineForm({
  block: field(typed => typed),
  layout: choiceOf(LAYOUTS, 'Выберите, что вы вставляете'),
  row: field(typed => typed),
  column: field(typed => typed),
  delimiter: choiceOf(DELIMITERS, 'Выберите разделитель'),
})

export const DELIMITER_OPTIONS = Object.entries(DELIMITERS).map(([value, text]) => ({ value, text }))

export const delimiterFor = (choice: string): Delimiter | undefined => DELIMITER[choice as keyof typeof DELIMITERS]

/** The rows that a block may begin in. */
export const startRows = (section: TemplateSection, lines: readonly Line[]) => {
  const starts = lines
    .filter(({ row, occurrence }) => (row.type === 'M' ? occurrence < MAX_STARTS : occurrence === 0))
    .map(({ row, occurrence, stands }) => ({
      value: `${row.key}:${occurrence}`,
      text: `${row.code} ${row.name}${row.type === 'M' ? `, запись ${occurrence + 1}${stands === undefined ? ' (новая)' : ''}` : ''}`,
    }))
  const more = section.rows
    .filter(row => row.type === 'M' && lines.some(line => line.row === row && line.stands !== undefined))
    .map(row => ({
      value: `${row.key}:${lines.filter(line => line.row === row).length}`,
      text: `${row.code} ${row.name}, новые записи после имеющихся`,
    }))
  return [...starts, ...more]
}

export const startColumns = (section: TemplateSection) =>
  inputColumns(section).map(({ key, code, name }) => ({ value: key, text: name === '' ? code : `${code} ${name}` }))

/** The cell that was chosen; the first one of the section where there is no such cell. */
export const targetOf = (
  section: TemplateSection,
  stored: Parameters<typeof linesOf>[1],
  { layout, row = '', column = '' }: { layout?: string; row?: string; column?: string },
): Target => {
  if (layout === 'codes') return { layout: 'codes' }
  const lines = linesOf(section, stored)
  const rows = startRows(section, lines)
  const columns = startColumns(section)
  const start = rows.find(({ value }) => value === row) ?? rows[0]
  const end = start?.value.lastIndexOf(':') ?? 0
  return {
    layout: 'block',
    row: start?.value.slice(0, end) ?? '',
    occurrence: Number(start?.value.slice(end + 1) ?? 0),
    column: (columns.find(({ value }) => value === column) ?? columns[0])?.value ?? '',
  }
}
