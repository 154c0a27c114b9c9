import { closeSync, ftruncateSync, openSync, writeSync } from 'node:fs'
import { join } from 'node:path'
import { REFUSALS, type Refusal } from '../extract/refusals'

export type RefusedRow = { line: number; okpo: string | undefined; refusal: Refusal; note?: string; text: string }

/** As much of a refused row as is shown: enough to find and mend it. */
const SHOWN = 1000

export const refusedFileOf = (directory: string, id: number): string => join(directory, `import-${id}-refused.csv`)

const HEADER = '\ufeffСтрока;ОКПО;Причина;Содержание строки\r\n'

/** The file of refused rows: for Excel (BOM, semicolons), written while the extract is read. */
export class RefusedFile {
  private readonly file: number
  private size: number

  /** Goes on after so many bytes: what was written since the last checkpoint is written again. */
  constructor(path: string, bytes: number) {
    this.file = openSync(path, bytes === 0 ? 'w' : 'r+')
    ftruncateSync(this.file, bytes)
    this.size = bytes
    if (bytes === 0) this.write(HEADER)
  }

  get bytes(): number {
    return this.size
  }

  add(rows: readonly RefusedRow[]): void {
    if (rows.length > 0) this.write(rows.map(refusedLine).join(''))
  }

  close(): void {
    closeSync(this.file)
  }

  private write(text: string): void {
    this.size += writeSync(this.file, Buffer.from(text), 0, null, this.size)
  }
}

const refusedLine = ({ line, okpo, refusal, note, text }: RefusedRow): string =>
  `${[String(line), okpo ?? '', note === undefined ? REFUSALS[refusal] : `${REFUSALS[refusal]}: ${note}`, shown(text)].map(cell).join(';')}\r\n`

const shown = (text: string): string => text.slice(0, SHOWN).replace(/[\u0000-\u001f\u007f]+/g, ' ')

/** A cell that a spreadsheet would take for a formula gets a mark in front: the rows come from outside. */
const cell = (text: string): string => {
  const safe = /^[=+\-@]/.test(text) ? `'${text}` : text
  return /[";\r\n]/.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe
}
