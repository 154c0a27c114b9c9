import { termKey } from '../codes'
import { isDecimal } from '../number/decimal-text'

/** What a value or a specific has to be besides its format (`vldType`, `vld`). */
export type CellCheck =
  | { readonly kind: 'dictionary' }
  | { readonly kind: 'range'; readonly from: string; readonly to: string }
  | { readonly kind: 'list'; readonly values: readonly string[] }
  | { readonly kind: 'appendix'; readonly dictionary: string }
  | { readonly kind: 'related'; readonly relation: string; readonly column: string }

/** Reads `vldType` and `vld`; a string is the sentence of a defect. */
export const readCheck = (type: string, vld: string): CellCheck | string | undefined => {
  switch (type.trim()) {
    case '':
    case '0':
      return undefined
    case '1':
      return { kind: 'dictionary' }
    case '2':
      return readRange(vld)
    case '3':
      return { kind: 'list', values: vld.split(',').map(value => value.trim()) }
    case '4':
      return vld.trim() === ''
        ? 'Не указан справочник-приложение (атрибут vld).'
        : { kind: 'appendix', dictionary: termKey(vld) }
    case '5':
      return readRelation(vld)
    default:
      return `Вид проверки «${type}» (атрибут vldType) неизвестен: ожидается число от 0 до 5.`
  }
}

/** Longer texts are no range, and not worth a search for one. */
const LONGEST_RANGE = 100

/** `a-b`; the bounds may be negative: the dash that parts them is the one after a digit. */
const readRange = (vld: string): CellCheck | string => {
  const [, from = '', to = ''] = vld.length > LONGEST_RANGE ? [] : (/^\s*(.*?\d\.?)\s*-\s*(.+?)\s*$/.exec(vld) ?? [])
  if (!isDecimal(from) || !isDecimal(to))
    return `Диапазон «${vld.slice(0, LONGEST_RANGE)}» (атрибут vld) записан неверно: ожидается «1-100».`
  return { kind: 'range', from, to }
}

/** `D=#section,row,column`: the term must name the value of the specific in that column. */
const readRelation = (vld: string): CellCheck | string => {
  const [, relation, column] =
    /^\s*([\p{L}\p{N}_]+)\s*=\s*#\s*\d+\s*,\s*\d+\s*,\s*([\p{L}\p{N}_]+)\s*$/u.exec(vld) ?? []
  return relation === undefined || column === undefined
    ? `Связь справочников «${vld}» (атрибут vld) записана неверно: ожидается «справочник=#раздел,строка,графа».`
    : { kind: 'related', relation: termKey(relation), column }
}
