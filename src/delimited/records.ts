import { createReadStream } from 'node:fs'

/** Longer than any honest record: names, address and codes stay far below. */
export const MAX_RECORD_BYTES = 64 * 1024
/** A field in quotation marks may run over several lines; more than so many mean that a mark was never closed. */
const MAX_RECORD_LINES = 20

export type RawRecord = {
  /** The line of the file that it begins in; the header is line 1. */
  line: number
  /** Where the next record begins: reading can go on from there. */
  end: number
  bytes: Buffer
  problem: 'row.too_long' | 'row.quote' | undefined
}

export type Place = { offset: number; line: number }

const LF = 0x0a
const QUOTE = 0x22

/**
 * The records of a CSV file from a place on, as they come off the disk: in constant memory, whatever the file holds. A
 * line end within quotation marks does not end a record. A record that is too long or never closes its quotation marks
 * is given as a problem, and the next line begins a new one: a broken line never swallows those after it.
 */
export async function* readRecords(path: string, from: Place): AsyncGenerator<RawRecord[]> {
  const splitter = new Splitter(from)
  for await (const chunk of createReadStream(path, { start: from.offset, highWaterMark: 1 << 20 }))
    yield splitter.take(chunk as Buffer, false)
  yield splitter.take(Buffer.alloc(0), true)
}

class Splitter {
  private rest: Buffer = Buffer.alloc(0)
  /** A line that is too long is read away without being kept. */
  private skipping = false
  private offset: number
  private line: number

  constructor({ offset, line }: Place) {
    this.offset = offset
    this.line = line
  }

  take(chunk: Buffer, isEnd: boolean): RawRecord[] {
    const buffer = this.rest.length === 0 ? chunk : Buffer.concat([this.rest, chunk])
    const records: RawRecord[] = []
    let start = 0
    while (start < buffer.length) {
      const next = this.skipping ? this.skip(buffer, start, isEnd) : this.record(buffer, start, isEnd)
      if (next === undefined) break
      if (next.found) records.push(this.pass(buffer, start, next))
      else this.offset += next.stop - start
      start = next.stop
    }
    this.rest = buffer.subarray(start)
    return records
  }

  private pass(buffer: Buffer, start: number, { stop, end, lines, problem }: Found): RawRecord {
    this.offset += stop - start
    const record = { line: this.line, end: this.offset, bytes: buffer.subarray(start, end), problem }
    this.line += lines
    return record
  }

  private record(buffer: Buffer, start: number, isEnd: boolean): Next | undefined {
    let first: number | undefined
    let quotes = 0
    for (let from = start, lines = 1; ; lines += 1) {
      const found = buffer.indexOf(LF, from)
      const end = found === -1 ? buffer.length : found
      const stop = Math.min(end + 1, buffer.length)
      const tooLong = end - start > MAX_RECORD_BYTES
      if (found === -1 && !isEnd && !tooLong) return undefined
      if (tooLong && first === undefined) {
        this.skipping = found === -1
        return this.skipping
          ? { found: false, stop }
          : { found: true, stop, end: start, lines, problem: 'row.too_long' }
      }
      quotes += countQuotes(buffer, from, end)
      if (quotes % 2 === 0) return { found: true, stop, end, lines, problem: undefined }
      first ??= stop
      if (tooLong || lines === MAX_RECORD_LINES || found === -1)
        return { found: true, stop: first, end: start, lines: 1, problem: 'row.quote' }
      from = stop
    }
  }

  private skip(buffer: Buffer, start: number, isEnd: boolean): Next | undefined {
    const found = buffer.indexOf(LF, start)
    if (found === -1 && !isEnd) return { found: false, stop: buffer.length }
    this.skipping = false
    const stop = found === -1 ? buffer.length : found + 1
    return { found: true, stop, end: start, lines: 1, problem: 'row.too_long' }
  }
}

type Found = { found: true; stop: number; end: number; lines: number; problem: RawRecord['problem'] }
type Next = Found | { found: false; stop: number }

const countQuotes = (buffer: Buffer, from: number, end: number): number => {
  let count = 0
  for (let at = buffer.indexOf(QUOTE, from); at !== -1 && at < end; at = buffer.indexOf(QUOTE, at + 1)) count += 1
  return count
}
