import Pdf from 'pdfkit'

/* Paper of a report: A4, a footer on every page, and text cut into lines without asking pdfkit for each of them twice. */

export const REGULAR = require.resolve('dejavu-fonts-ttf/ttf/DejaVuSans.ttf')
export const BOLD = require.resolve('dejavu-fonts-ttf/ttf/DejaVuSans-Bold.ttf')

const MARGIN = 42
const FOOTER = 22

export type Face = { font: string; size: number }
export const TEXT: Face = { font: REGULAR, size: 9 }
export const SMALL: Face = { font: REGULAR, size: 8 }
export const HEAD: Face = { font: BOLD, size: 8 }

export class PdfSheet {
  readonly document: PDFKit.PDFDocument
  y = MARGIN
  private page = 0
  private readonly widths = new Map<string, number>()

  constructor(
    info: { title: string; subject: string },
    private readonly footer: string,
  ) {
    this.document = new Pdf({
      size: 'A4',
      margin: MARGIN,
      autoFirstPage: false,
      lang: 'ru-RU',
      displayTitle: true,
      pdfVersion: '1.7',
      info: { Title: info.title, Subject: info.subject, Creator: 'Система сбора отчётности' },
    })
  }

  get left(): number {
    return MARGIN
  }

  get width(): number {
    return this.document.page.width - 2 * MARGIN
  }

  get bottom(): number {
    return this.document.page.height - MARGIN - FOOTER
  }

  /** Whether so much room is left on the page. */
  hasRoom(height: number): boolean {
    return this.y + height <= this.bottom
  }

  addPage(layout: 'portrait' | 'landscape'): void {
    this.document.addPage({ size: 'A4', margin: MARGIN, layout })
    this.page += 1
    const at = this.document.page.height - MARGIN - 8
    this.document.font(REGULAR).fontSize(7).fillColor('#505a5f')
    this.document.text(this.footer, MARGIN, at, { lineBreak: false })
    const number = `Страница ${this.page}`
    this.document.text(number, MARGIN + this.width - this.document.widthOfString(number), at, { lineBreak: false })
    this.document.fillColor('#0b0c0c')
    this.y = MARGIN
  }

  /** The text in lines that are no wider; a word that is too long is cut. */
  linesOf(text: string, face: Face, width: number): string[] {
    return text.split(/\r\n|[\n\r\u2028\u2029]/).flatMap(paragraph => {
      const lines: string[] = []
      let line = ''
      for (const word of paragraph.split(/[ \t]+/)) {
        const joined = line === '' ? word : `${line} ${word}`
        if (this.widthOf(joined, face) <= width) line = joined
        else {
          if (line !== '') lines.push(line)
          const pieces = this.cut(word, face, width)
          line = pieces.pop() ?? ''
          lines.push(...pieces)
        }
      }
      return [...lines, line]
    })
  }

  /** One line of text, its upper edge at `y`. */
  write(line: string, x: number, y: number, face: Face): void {
    if (line !== '') this.document.font(face.font).fontSize(face.size).text(line, x, y, { lineBreak: false })
  }

  /** A paragraph over the whole width, on as many pages as it needs. */
  paragraph(text: string, face: Face, after = 4): void {
    const height = lineHeight(face)
    for (const line of this.linesOf(text, face, this.width)) {
      if (!this.hasRoom(height)) this.addPage(this.document.page.layout as 'portrait' | 'landscape')
      this.write(line, MARGIN, this.y, face)
      this.y += height
    }
    this.y += after
  }

  private cut(word: string, face: Face, width: number): string[] {
    if (this.widthOf(word, face) <= width) return [word]
    const pieces: string[] = []
    let piece = ''
    for (const letter of word) {
      if (piece !== '' && this.widthOf(piece + letter, face) > width) {
        pieces.push(piece)
        piece = letter
      } else piece += letter
    }
    return [...pieces, piece]
  }

  /** Letter by letter: a report has thousands of words and a hundred letters. */
  widthOf(text: string, face: Face): number {
    let width = 0
    for (const letter of text) {
      const key = `${face.font === BOLD ? 'b' : 'r'}${letter}`
      let known = this.widths.get(key)
      if (known === undefined) {
        known = this.document.font(face.font).fontSize(100).widthOfString(letter) / 100
        this.widths.set(key, known)
      }
      width += known * face.size
    }
    return width
  }
}

export const lineHeight = ({ size }: Face): number => size * 1.25
