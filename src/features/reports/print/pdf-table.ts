import { type Face, HEAD, lineHeight, type PdfSheet, SMALL } from './pdf-sheet'

/* A table over any number of pages: rows go on below, columns that do not fit come after, their rows named again. */

const PADDING = 3
const NAME_SHARE = 0.3
const LEAST_COLUMN = 62
const CODE_WIDTH = 40

export type PdfColumn = { name: string; isNumber: boolean }
/** A heading has no cells. */
export type PdfRow = { name: string; code: string; cells: readonly string[] }

/** The columns that fit beside the names of the rows, a group a run of pages. */
export const columnGroups = (width: number, count: number): { from: number; to: number }[] => {
  const room = width * (1 - NAME_SHARE) - CODE_WIDTH
  const most = Math.max(1, Math.floor(room / LEAST_COLUMN))
  const groups = Math.max(1, Math.ceil(count / most))
  const size = Math.ceil(count / groups)
  return Array.from({ length: groups }, (_, group) => ({ from: group * size, to: Math.min(count, (group + 1) * size) }))
}

type Cell = { x: number; width: number; lines: string[]; isNumber: boolean }

export class PdfTable {
  private readonly widths: number[]

  constructor(
    private readonly sheet: PdfSheet,
    private readonly columns: readonly PdfColumn[],
    private readonly layout: 'portrait' | 'landscape',
  ) {
    const name = columns.length === 0 ? sheet.width - CODE_WIDTH : sheet.width * NAME_SHARE
    const each = columns.length === 0 ? 0 : (sheet.width - name - CODE_WIDTH) / columns.length
    this.widths = [name, CODE_WIDTH, ...columns.map(() => each)]
  }

  head(): void {
    const names = ['Показатель', 'Строка', ...this.columns.map(({ name }) => name)]
    this.draw(this.cellsOf(names, HEAD), HEAD, false)
  }

  row({ name, code, cells }: PdfRow): void {
    this.draw(this.cellsOf([name, code, ...cells], SMALL), SMALL, true)
  }

  heading(text: string): void {
    const { sheet } = this
    const lines = sheet.linesOf(text, HEAD, sheet.width - 2 * PADDING)
    this.draw([{ x: sheet.left, width: sheet.width, lines, isNumber: false }], HEAD, true)
  }

  private cellsOf(texts: readonly string[], face: Face): Cell[] {
    let { left: x } = this.sheet
    return texts.map((text, at) => {
      const width = this.widths[at] ?? 0
      const cell = {
        x,
        width,
        lines: this.sheet.linesOf(text, face, width - 2 * PADDING),
        isNumber: this.columns[at - 2]?.isNumber === true,
      }
      x += width
      return cell
    })
  }

  /** A row on this page, or on the next one below the head; one that is higher than a page goes on there. */
  private draw(cells: readonly Cell[], face: Face, isBody: boolean): void {
    const { sheet } = this
    const step = lineHeight(face)
    let from = 0
    const count = Math.max(1, ...cells.map(({ lines }) => lines.length))
    while (from < count) {
      const fitting = Math.floor((sheet.bottom - sheet.y - 2 * PADDING) / step)
      const whole = count - from <= fitting
      // A row is cut only where a page of its own would not hold it.
      if (isBody && !whole && (fitting < 1 || count * step < (sheet.bottom - sheet.left) / 2)) {
        sheet.addPage(this.layout)
        this.head()
        continue
      }
      const shown = whole ? count - from : Math.max(1, fitting)
      this.drawPart(cells, face, from, shown)
      from += shown
      if (from < count && isBody) {
        sheet.addPage(this.layout)
        this.head()
      }
    }
  }

  private drawPart(cells: readonly Cell[], face: Face, from: number, count: number): void {
    const { sheet } = this
    const step = lineHeight(face)
    const height = count * step + 2 * PADDING
    for (const { x, width, lines, isNumber } of cells) {
      sheet.document.rect(x, sheet.y, width, height).lineWidth(0.5).stroke('#767676')
      for (const [at, line] of lines.slice(from, from + count).entries()) {
        const y = sheet.y + PADDING + at * step
        const indent = isNumber ? Math.max(PADDING, width - PADDING - sheet.widthOf(line, face)) : PADDING
        sheet.write(line, x + indent, y, face)
      }
    }
    sheet.y += height
  }
}
