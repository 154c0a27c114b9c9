import { closeSync, ftruncateSync, openSync, writeSync } from 'node:fs'
import { join } from 'node:path'
import { REFUSED_HEADER } from '../extract/refused-rows'

export const refusedFileOf = (directory: string, id: number): string => join(directory, `import-${id}-refused.csv`)

/** The file of refused rows: for Excel (BOM, semicolons), written while the extract is read. */
export class RefusedFile {
  private readonly file: number
  private size: number

  /** Goes on after so many bytes: what was written since the last checkpoint is written again. */
  constructor(path: string, bytes: number) {
    this.file = openSync(path, bytes === 0 ? 'w' : 'r+')
    ftruncateSync(this.file, bytes)
    this.size = bytes
    if (bytes === 0) this.add(REFUSED_HEADER)
  }

  get bytes(): number {
    return this.size
  }

  /** Whole lines, as `refusedLine` makes them. */
  add(lines: string): void {
    if (lines !== '') this.size += writeSync(this.file, Buffer.from(lines), 0, null, this.size)
  }

  close(): void {
    closeSync(this.file)
  }
}
