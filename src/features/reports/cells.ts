import { codeKey, type TemplateColumn, type TemplateRow } from '../../flk'

/** Names of fields are letters and digits; anything else in a code is written as its number. */
const safe = (code: string): string =>
  codeKey(code).replace(/[^\p{L}\p{N}]/gu, letter => `_${(letter.codePointAt(0) ?? 0).toString(16)}`)

/**
 * Name and id of the field of a cell: «s1r10c4». Free rows with the same code are told apart by their place: «s1r10-2c4».
 * @param section place of the section in the template, from one
 * @param occurrence which of the rows with this code, from zero
 */
export const cellName = (section: number, row: string, occurrence: number, column: string): string =>
  `${rowName(section, row, occurrence)}c${safe(column)}`

export const rowName = (section: number, row: string, occurrence: number): string =>
  `s${section}r${safe(row)}${occurrence === 0 ? '' : `-${occurrence}`}`

/** The hidden field that says how many rows with a code the page showed. */
export const countName = (section: number, row: TemplateRow): string => `n${section}r${safe(row.code)}`

export const columnName = (section: number, column: TemplateColumn): string => `s${section}c${safe(column.code)}`
