/* A block of cells as text: what a spreadsheet puts on the clipboard, or a CSV file. */

export type Delimiter = '\t' | ';' | ','

/** More cells than a section has anywhere. */
const MAX_CELLS = 200_000

export type Table = { delimiter: Delimiter; rows: string[][]; isCut: boolean }

/** The bytes of a file as text: UTF-16 and UTF-8 by their marks, UTF-8 where it is valid, otherwise windows-1251. */
export const decodeTable = (bytes: Uint8Array): string => {
  if (bytes[0] === 0xff && bytes[1] === 0xfe) return new TextDecoder('utf-16le').decode(bytes)
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes)
  } catch {
    return new TextDecoder('windows-1251').decode(bytes)
  }
}

/** The rows of a text, without what is empty at its end. A delimiter that is not told is found: tab, semicolon, comma. */
export const readTable = (text: string, told?: Delimiter): Table => {
  const tidy = text.replace(/^\uFEFF/, '').replace(/\r\n?/g, '\n')
  const delimiter = told ?? delimiterOf(tidy)
  const rows: string[][] = []
  let cells: string[] = []
  let count = 0
  let at = 0
  while (at < tidy.length && count < MAX_CELLS) {
    const field = quoted(tidy, at, delimiter) ?? plain(tidy, at, delimiter)
    cells.push(field.text)
    count += 1
    at = field.end + 1
    if (tidy[field.end] === delimiter && at < tidy.length) continue
    if (tidy[field.end] === delimiter) cells.push('')
    rows.push(cells)
    cells = []
  }
  if (cells.length > 0) rows.push(cells)
  const isCut = at < tidy.length
  while (rows.at(-1)?.every(cell => cell.trim() === '') === true) rows.pop()
  return { delimiter, rows, isCut }
}

/**
 * What the first line is delimited by; a tab inside a quoted text delimits nothing. A comma only where it cannot be the
 * decimal one: «1,5» in a column of its own is one value.
 */
const delimiterOf = (text: string): Delimiter => {
  const head = text.slice(0, 100_000).replace(/(^|[\t;,\n])"(?:[^"]|"")*"/g, '$1')
  const lines = head.split('\n').filter(line => line !== '')
  const [first = ''] = lines
  if (first.includes('\t')) return '\t'
  if (first.includes(';')) return ';'
  const isDecimal = lines.every(line => /^\s*[+\-−–]?[\d\s]+(?:,\d+)?\s*$/.test(line))
  return first.includes(',') && !isDecimal ? ',' : '\t'
}

type Field = { text: string; end: number }

const plain = (text: string, from: number, delimiter: Delimiter): Field => {
  let end = from
  while (end < text.length && text[end] !== delimiter && text[end] !== '\n') end += 1
  return { text: text.slice(from, end), end }
}

/**
 * A field in quotes, with line ends, delimiters and doubled quotes inside. Undefined where the quote is just a letter: some
 * programs put texts that begin with one on the clipboard as they are.
 */
const quoted = (text: string, from: number, delimiter: Delimiter): Field | undefined => {
  if (text[from] !== '"') return undefined
  let read = ''
  let at = from + 1
  for (;;) {
    const quote = text.indexOf('"', at)
    if (quote === -1) return undefined
    read += text.slice(at, quote)
    const after = text[quote + 1]
    if (after === '"') {
      read += '"'
      at = quote + 2
    } else
      return after === undefined || after === delimiter || after === '\n' ? { text: read, end: quote + 1 } : undefined
  }
}
