/** A number as it is written in reports and templates: decimal point, no exponent, no groups, no NaN. */
const DECIMAL = /^[+-]?(?:\d+\.?\d*|\.\d+)$/

/** Whether the text is a decimal number. */
export const isDecimal = (text: string): boolean => DECIMAL.test(text)

export interface DecimalParts {
  readonly negative: boolean
  /** Digits before the point, as written. */
  readonly integer: string
  /** Digits after the point, as written. */
  readonly fraction: string
}

/** The parts of a decimal number; undefined for any other text. */
export const decimalParts = (text: string): DecimalParts | undefined => {
  if (!DECIMAL.test(text)) return undefined
  const unsigned = text.replace(/^[+-]/, '')
  const [integer = '', fraction = ''] = unsigned.split('.')
  return { negative: text.startsWith('-'), integer, fraction }
}

/**
 * What a person typed into a form, as reports want it: «1 234,5» becomes 1234.5. What is no number stays as it was, for
 * the control to say so.
 */
export const typedNumber = (typed: string): string => {
  const tidy = typed
    .replace(/[\s\u00a0\u202f]/g, '')
    .replace(/[−–]/, '-')
    .replace(',', '.')
  return isDecimal(tidy) ? tidy : typed.trim()
}

/** Why a text is no number, as a sentence that says what to do. */
export const numberAdvice = (text: string): string => {
  const shown = shortened(text)
  if (/^[+-]?[\d\s\u00a0\u202f]+(?:[.,]\d+)?$/.test(text) && /[\s\u00a0\u202f]/.test(text))
    return `Значение «${shown}» содержит пробелы. Запишите число без пробелов, дробную часть через точку.`
  if (/^[+-]?\d*,\d+$/.test(text)) return `Значение «${shown}» записано с запятой. Запишите дробную часть через точку.`
  if (/^[+-]?(?:\d+\.?\d*|\.\d+)e[+-]?\d+$/i.test(text))
    return `Значение «${shown}» записано со степенью. Запишите число полностью, цифрами.`
  return `Значение «${shown}» не является числом. Запишите число цифрами, дробную часть через точку.`
}

/** A foreign text as it can stand inside a sentence. */
export const shortened = (text: string): string => (text.length > 60 ? `${[...text].slice(0, 60).join('')}…` : text)
