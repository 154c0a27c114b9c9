const [ZERO, NINE, PLUS, MINUS, POINT] = [48, 57, 43, 45, 46]

/**
 * Where the point of a decimal number stands (its length without one); -1 for any other text. A number is written with a
 * decimal point, without exponent, groups or NaN. Read by hand: every cell of every report passes here several times.
 */
const pointOf = (text: string): number => {
  const { length } = text
  const first = text.charCodeAt(0)
  const start = first === MINUS || first === PLUS ? 1 : 0
  let point = -1
  for (let at = start; at < length; at += 1) {
    const code = text.charCodeAt(at)
    if (code >= ZERO && code <= NINE) continue
    if (code !== POINT || point !== -1) return -1
    point = at
  }
  const digits = length - start - (point === -1 ? 0 : 1)
  return digits === 0 ? -1 : point === -1 ? length : point
}

/** Whether the text is a decimal number. */
export const isDecimal = (text: string): boolean => pointOf(text) !== -1

export interface DecimalParts {
  readonly negative: boolean
  /** Digits before the point, as written. */
  readonly integer: string
  /** Digits after the point, as written. */
  readonly fraction: string
}

/** The parts of a decimal number; undefined for any other text. */
export const decimalParts = (text: string): DecimalParts | undefined => {
  const point = pointOf(text)
  if (point === -1) return undefined
  const first = text.charCodeAt(0)
  const negative = first === MINUS
  return {
    negative,
    integer: text.slice(negative || first === PLUS ? 1 : 0, point),
    fraction: text.slice(point + 1),
  }
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
