import { createReadStream } from 'node:fs'
import type { Encoding } from './sniff'

/** Longer than any honest record: names, address and codes stay far below. */
export const MAX_RECORD_LENGTH = 64 * 1024
/** A field in quotation marks may run over several lines; more than so many mean that a mark was never closed. */
const MAX_RECORD_LINES = 20
/** So much is read and decoded at a time. */
const PIECE_BYTES = 1 << 20

export type TextRecord = {
  /** The line of the file that it begins in; the header is line 1. */
  line: number
  /** Without its line end; empty when there is a problem. */
  text: string
  problem: 'row.too_long' | 'row.quote' | undefined
}

export type Place = { offset: number; line: number }

/** Some records, and the place where the one after them begins: reading can go on from there. */
export type Piece = { records: TextRecord[]; next: Place }

const LF = 0x0a

/**
 * The records of a CSV file from a place on, as they come off the disk: in constant memory, whatever the file holds. A
 * line end within quotation marks does not end a record. A record that is too long or never closes its quotation marks
 * is given as a problem, and the next line begins a new one: a broken line never swallows those after it.
 */
export async function* readRecords(
  path: string,
  from: Place,
  encoding: Encoding,
  pieceBytes: number = PIECE_BYTES,
): AsyncGenerator<Piece> {
  const splitter = new Splitter(from, encoding)
  for await (const chunk of createReadStream(path, { start: from.offset, highWaterMark: pieceBytes }))
    yield splitter.take(chunk as Buffer, false)
  yield splitter.take(Buffer.alloc(0), true)
}

/**
 * Cuts bytes behind their last line end, which is the same byte in both encodings, and decodes what is before it at
 * once: decoding line by line would take most of the time. What begins a record that has not ended waits as bytes.
 */
class Splitter {
  private rest: Buffer = Buffer.alloc(0)
  /** A line that is too long is read away without being kept. */
  private skipping = false
  private offset: number
  private line: number
  private readonly decode: (bytes: Buffer) => string

  constructor({ offset, line }: Place, encoding: Encoding) {
    this.offset = offset
    this.line = line
    const decoder = new TextDecoder(encoding, { ignoreBOM: true })
    this.decode = encoding === 'utf-8' ? bytes => bytes.toString('utf8') : bytes => decoder.decode(bytes)
  }

  take(chunk: Buffer, isEnd: boolean): Piece {
    const records: TextRecord[] = []
    let buffer = this.rest.length === 0 ? chunk : Buffer.concat([this.rest, chunk])
    if (this.skipping) buffer = this.skip(buffer, isEnd, records)
    const cut = isEnd ? buffer.length : buffer.lastIndexOf(LF) + 1
    const left = this.split(this.decode(buffer.subarray(0, cut)), isEnd, records)
    let start = beforeLines(buffer, cut, left)
    if (left > 0 && buffer.length - start > 2 * MAX_RECORD_LENGTH) {
      // The line after an open quotation mark is endless: what comes before it is looked at without waiting for more.
      this.split(this.decode(buffer.subarray(start, cut)), true, records)
      start = cut
    }
    this.offset += start
    this.rest = buffer.subarray(start)
    if (start === cut && this.rest.length > MAX_RECORD_LENGTH) this.dropRest()
    return { records, next: { offset: this.offset, line: this.line } }
  }

  /** Takes the records of whole lines. Tells how many lines at the end belong to a record that goes on after them. */
  private split(text: string, isEnd: boolean, records: TextRecord[]): number {
    const quotes = new Quotes(text)
    for (let start = 0; start < text.length; ) {
      const found = text.indexOf('\n', start)
      const end = found === -1 ? text.length : found
      const last = quotes.from(start) > end ? end : recordEnd(text, quotes, { start, firstEnd: end, isEnd })
      if (typeof last === 'object') return last.lines
      const problem = end - start > MAX_RECORD_LENGTH ? 'row.too_long' : last === undefined ? 'row.quote' : undefined
      const stop = problem === undefined ? (last as number) : end
      records.push({ line: this.line, text: problem === undefined ? text.slice(start, stop) : '', problem })
      this.line += stop === end ? 1 : countLines(text, start, stop)
      start = stop + 1
    }
    return 0
  }

  /** What has no line end and is too long already is no record any more. */
  private dropRest(): void {
    this.skipping = true
    this.offset += this.rest.length
    this.rest = Buffer.alloc(0)
  }

  private skip(buffer: Buffer, isEnd: boolean, records: TextRecord[]): Buffer {
    const found = buffer.indexOf(LF)
    const stop = found === -1 ? buffer.length : found + 1
    this.offset += stop
    if (found === -1 && !isEnd) return buffer.subarray(stop)
    this.skipping = false
    records.push({ line: this.line, text: '', problem: 'row.too_long' })
    this.line += 1
    return buffer.subarray(stop)
  }
}

/**
 * Where a record ends whose first line ends at `firstEnd`: behind the line that closes its quotation marks. Undefined when
 * none does; how many lines there are when the text ends before that is known.
 */
const recordEnd = (
  text: string,
  quotes: Quotes,
  { start, firstEnd, isEnd }: { start: number; firstEnd: number; isEnd: boolean },
): number | undefined | { lines: number } => {
  let open = false
  for (let from = start, end = firstEnd, lines = 1; ; lines += 1) {
    if (end - start > MAX_RECORD_LENGTH) return undefined
    for (let at = quotes.from(from); at < end; at = quotes.from(at + 1)) open = !open
    if (!open) return end
    if (lines === MAX_RECORD_LINES) return undefined
    from = end + 1
    if (from >= text.length) return isEnd ? undefined : { lines }
    const next = text.indexOf('\n', from)
    end = next === -1 ? text.length : next
  }
}

/** Where the next quotation mark stands; the text is gone through once, however many lines ask. */
class Quotes {
  private asked = 0
  private at = -1

  constructor(private readonly text: string) {}

  from(place: number): number {
    if (place >= this.asked && place <= this.at) return this.at
    const found = this.text.indexOf('"', place)
    this.asked = place
    this.at = found === -1 ? Number.POSITIVE_INFINITY : found
    return this.at
  }
}

/** The place in bytes where the last so many lines before `end` begin. */
const beforeLines = (bytes: Buffer, end: number, lines: number): number => {
  let at = end
  for (let left = lines; left > 0; left -= 1) at = at < 2 ? 0 : bytes.lastIndexOf(LF, at - 2) + 1
  return at
}

const countLines = (text: string, start: number, stop: number): number => {
  let lines = 1
  for (let at = text.indexOf('\n', start); at !== -1 && at < stop; at = text.indexOf('\n', at + 1)) lines += 1
  return lines
}
