/** N(i,f): i digits before the point and f after it. C(n): text of up to n characters. */
export type CellFormat =
  | { readonly kind: 'number'; readonly integer: number; readonly fraction: number }
  | { readonly kind: 'text'; readonly length: number }

/** Reads `N(15,2)`, `N(15)` or `C(250)`, in any case and with any spaces; undefined where it is none of these. */
export const readFormat = (text: string): CellFormat | undefined => {
  const number = /^\s*N\s*\(\s*(\d{1,4})\s*(?:,\s*(\d{1,4})\s*)?\)\s*$/i.exec(text)
  if (number !== null) return { kind: 'number', integer: Number(number[1]), fraction: Number(number[2] ?? 0) }
  // «С» is typed in Cyrillic as often as not.
  const string = /^\s*[CС]\s*\(\s*(\d{1,6})\s*\)\s*$/i.exec(text)
  return string === null ? undefined : { kind: 'text', length: Number(string[1]) }
}

/** The format in words, for whoever fills the cell. */
export const formatInWords = (format: CellFormat): string => {
  if (format.kind === 'text') return `текст, не длиннее ${format.length} знаков`
  return format.fraction === 0
    ? `целое число, не больше ${format.integer} цифр`
    : `число, до запятой не больше ${format.integer} цифр, после неё не больше ${format.fraction}`
}
