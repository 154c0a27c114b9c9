import { decimalParts, isDecimal, numberAdvice, shortened } from '../number/decimal-text'
import { compare, rationalFrom } from '../number/rational'
import type { FlkOptions } from '../options'
import { type CellFormat, formatInWords } from '../template/cell-format'
import type { Dictionary } from '../template/dictionary'
import type { TemplateCell } from '../template/model'

/** What is wrong with a value: the code and a sentence without the place. */
export interface ValueError {
  readonly code: string
  readonly message: string
}

type Dictionaries = ReadonlyMap<string, Dictionary>

/** Judges one value by the rule of its cell. An empty value is right: whether it must be there is another question. */
export const checkValue = (
  value: string,
  { format, check, dictionary }: TemplateCell,
  dictionaries: Dictionaries,
  options: FlkOptions,
): ValueError[] => {
  if (value === '') return []
  const broken = format === undefined ? [] : checkFormat(value, format, options)
  if (broken.some(({ code }) => code === '3.9')) return broken
  if (check?.kind === 'dictionary' && dictionary !== undefined) {
    const terms = dictionaries.get(dictionary)
    if (terms?.has(value) === false)
      broken.push({
        code: '3.12',
        message: `Значения «${shortened(value)}» нет в справочнике. Выберите значение из справочника.`,
      })
  }
  if (check?.kind === 'range' && !isBetween(value, check.from, check.to))
    broken.push({
      code: '3.13',
      message: `Значение «${shortened(value)}» вне допустимого диапазона: от ${check.from} до ${check.to}.`,
    })
  if (check?.kind === 'list' && !check.values.includes(value))
    broken.push({
      code: '3.14',
      message: `Значение «${shortened(value)}» недопустимо. Допустимо: ${shortened(check.values.join(', '))}.`,
    })
  return broken
}

const checkFormat = (value: string, format: CellFormat, options: FlkOptions): ValueError[] => {
  if (format.kind === 'text')
    return [...value].length <= format.length
      ? []
      : [
          {
            code: '3.11',
            message: `Текст слишком длинный: ${[...value].length} знаков. Ожидается ${formatInWords(format)}.`,
          },
        ]
  const parts = decimalParts(value)
  if (parts === undefined) return [{ code: '3.9', message: numberAdvice(value) }]
  const sign = parts.negative && options.signCounts ? 1 : 0
  const fraction = options.numberLength === 'all-digits' ? parts.fraction.length : 0
  const fits = parts.integer.length + sign + fraction <= format.integer && parts.fraction.length <= format.fraction
  return fits
    ? []
    : [
        {
          code: '3.10',
          message: `Число «${shortened(value)}» не соответствует формату. Ожидается ${formatInWords(format)}.`,
        },
      ]
}

const isBetween = (value: string, from: string, to: string): boolean => {
  if (!isDecimal(value)) return false
  const [number, low, high] = [rationalFrom(value), rationalFrom(from), rationalFrom(to)]
  if (number === undefined || low === undefined || high === undefined) return false
  return compare(number, low) >= 0 && compare(number, high) <= 0
}
