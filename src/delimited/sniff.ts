import { open } from 'node:fs/promises'
import { splitFields } from './fields'
import type { Place } from './records'

export type Encoding = 'utf-8' | 'windows-1251'

export type Sniffed =
  | { ok: true; encoding: Encoding; delimiter: string; header: string[]; first: Place; start: Place }
  | { ok: false; problem: string }

/** So much of the beginning is looked at. */
const LOOKED_AT = 1 << 20
const DELIMITERS = [';', ',', '\t']

/**
 * Encoding, delimiter and header of a delimited file, from its beginning; or the sentence that says what it is instead.
 * `first` is where the rows begin, `start` where they begin in a file whose first line is a row already.
 */
export const sniffDelimited = async (path: string): Promise<Sniffed> => {
  const bytes = await beginning(path)
  const problem = strangeFile(bytes)
  if (problem !== undefined) return { ok: false, problem }
  const start = bytes.subarray(0, 3).equals(Buffer.from([0xef, 0xbb, 0xbf])) ? 3 : 0
  const encoding = start === 3 || isUtf8(bytes) ? 'utf-8' : 'windows-1251'
  const lineEnd = bytes.indexOf(0x0a, start)
  if (lineEnd === -1) return { ok: false, problem: NO_LINES }
  const line = new TextDecoder(encoding).decode(bytes.subarray(start, lineEnd))
  const delimiter = DELIMITERS.toSorted((one, other) => count(line, other) - count(line, one))[0] as string
  if (count(line, delimiter) === 0) return { ok: false, problem: NO_DELIMITER }
  return {
    ok: true,
    encoding,
    delimiter,
    header: splitFields(line, delimiter),
    first: { offset: lineEnd + 1, line: 2 },
    start: { offset: start, line: 1 },
  }
}

const beginning = async (path: string): Promise<Buffer> => {
  const file = await open(path)
  try {
    const { buffer, bytesRead } = await file.read(Buffer.alloc(LOOKED_AT), 0, LOOKED_AT, 0)
    return buffer.subarray(0, bytesRead)
  } finally {
    await file.close()
  }
}

const strangeFile = (bytes: Buffer): string | undefined => {
  if (bytes.length === 0) return 'Файл пуст. Получите его заново и загрузите полученный файл.'
  const head = bytes.toString('latin1', 0, 4)
  if (/^(\xff\xfe|\xfe\xff)/.test(head))
    return 'Файл в кодировке UTF-16. Сохраните его в кодировке UTF-8 или Windows-1251 и загрузите снова.'
  if (head.startsWith('PK\u0003\u0004') || head.startsWith('\u001f\u008b'))
    return 'Это архив или книга Excel, а нужен текстовый файл CSV. Распакуйте архив или сохраните таблицу как CSV.'
  if (/^(\xef\xbb\xbf)?\s*<(!doctype|html)/i.test(bytes.toString('latin1', 0, 200)))
    return 'Это веб-страница, а не файл CSV: скорее всего, сохранена страница сайта. Скачайте сам файл и загрузите его.'
  if (bytes.subarray(0, bytes.indexOf(0x0a) + 1).includes(0))
    return 'Это не текстовый файл: в его первой строке есть нулевые байты. Нужен текстовый файл CSV.'
  return undefined
}

const NO_LINES = 'В файле одна строка. Первая строка должна содержать названия столбцов, каждая следующая одну запись.'
const NO_DELIMITER =
  'В первой строке не найден разделитель столбцов. Столбцы должны разделяться точкой с запятой или запятой.'

/** A character that the end of the piece cuts in two is no mistake. */
const isUtf8 = (bytes: Buffer): boolean => {
  try {
    new TextDecoder('utf-8', { fatal: true }).decode(bytes, { stream: true })
    return true
  } catch {
    return false
  }
}

const count = (text: string, delimiter: string): number => text.replaceAll(/"[^"]*"/g, '').split(delimiter).length - 1
