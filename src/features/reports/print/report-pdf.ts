import type { Writable } from 'node:stream'
import { setImmediate as pause } from 'node:timers/promises'
import { type CompiledForm, cellRule, type Report, type TemplateSection, titleValue } from '../../../flk'
import { sectionOf } from '../check'
import { inputColumns } from '../paste/placement'
import type { ProtocolView } from '../protocol.view'
import { type Line, linesOf } from '../sheet'
import { isOpen, valueIn } from '../sheet-cell'
import { BOLD, HEAD, lineHeight, PdfSheet, SMALL, TEXT } from './pdf-sheet'
import { columnGroups, PdfTable } from './pdf-table'

/** Columns beside which the names of the rows still have room on an upright page. */
const MOST_UPRIGHT = 5
/** Rows between two looks at other work and at the reader. */
const ROWS_AT_ONCE = 25

export type PdfReport = {
  form: CompiledForm
  report: Report
  /** «II квартал 2026 года». */
  period: string
  periodicity: string
  correction: number
  correctionReason: string | null
  /** What stands in place of a number while it is not sent. */
  receipt: { number: string; at: string } | undefined
  state: string
  signer: { name: string; at: string } | undefined
  protocol: ProtocolView
}

/**
 * The filled form on paper, written while it is made: a page leaves as soon as it is full, the next one waits for a slow
 * reader, and other requests have their turn in between. Whoever stops the download stops the work.
 */
export const writeReportPdf = async (given: PdfReport, out: Writable): Promise<void> => {
  const { template } = given.form
  const okpo = titleValue(given.report, template.keyField)
  const receipt = given.receipt === undefined ? 'Черновик' : `Квитанция № ${given.receipt.number}`
  const sheet = new PdfSheet(
    { title: `${template.name}, ${given.period}`, subject: `ОКУД ${template.okud}, ОКПО ${okpo}` },
    `ОКУД ${template.okud}   ${given.period}   ОКПО ${okpo}   ${receipt}`,
  )
  sheet.document.pipe(out)
  const turn = async (): Promise<boolean> => {
    if (out.writableNeedDrain && !out.destroyed) await roomIn(out)
    await pause()
    return !out.destroyed
  }
  sheet.addPage('portrait')
  writeHead(sheet, given)
  for (const section of template.sections) if (!(await writeSection(sheet, given, section, turn))) return
  writeProtocol(sheet, given.protocol)
  writeSignatures(sheet, given)
  sheet.document.end()
}

/** Waits until the reader takes more, or is gone. */
const roomIn = (out: Writable): Promise<void> =>
  new Promise(done => {
    const go = (): void => {
      out.off('drain', go)
      out.off('close', go)
      done()
    }
    out.on('drain', go)
    out.on('close', go)
  })

const writeHead = (sheet: PdfSheet, given: PdfReport): void => {
  const { form, report, period, periodicity, correction, correctionReason, receipt, state } = given
  const { template } = form
  sheet.paragraph(template.name, { font: BOLD, size: 13 }, 4)
  sheet.paragraph(`ОКУД ${template.okud}, ${periodicity}. Отчётный период: ${period}.`, TEXT)
  if (correction > 0) sheet.paragraph(`Корректировка № ${correction}: ${correctionReason ?? ''}`, TEXT)
  const handed =
    receipt === undefined ? 'Черновик, не отправлен.' : `Квитанция № ${receipt.number}, ${receipt.at}. ${state}.`
  sheet.paragraph(handed, { font: BOLD, size: 9 }, 8)
  for (const { field, name } of template.title) sheet.paragraph(`${name}: ${titleValue(report, field) || '—'}`, TEXT, 2)
  sheet.y += 8
}

const writeSection = async (
  sheet: PdfSheet,
  { report }: PdfReport,
  section: TemplateSection,
  turn: () => Promise<boolean>,
): Promise<boolean> => {
  const columns = inputColumns(section)
  const layout = columns.length > MOST_UPRIGHT ? 'landscape' : 'portrait'
  if (sheet.document.page.layout !== layout || !sheet.hasRoom(90)) sheet.addPage(layout)
  const lines = linesOf(section, sectionOf(report, section.code))
  const headings = headingsOf(section)
  const groups = columnGroups(sheet.width, columns.length)
  for (const [at, { from, to }] of groups.entries()) {
    if (at > 0 && !sheet.hasRoom(90)) sheet.addPage(layout)
    const part =
      groups.length === 1
        ? ''
        : `, графы ${columns
            .slice(from, to)
            .map(({ code }) => code)
            .join(', ')}`
    sheet.paragraph(`${section.name || `Раздел ${section.code}`}${part}`, { font: BOLD, size: 10 }, 4)
    const shown = columns.slice(from, to)
    const table = new PdfTable(
      sheet,
      shown.map(column => ({
        name: column.name === '' ? column.code : `${column.name} (${column.code})`,
        isNumber: column.defaultCell?.format?.kind === 'number',
      })),
      layout,
    )
    table.head()
    for (const [place, line] of lines.entries()) {
      if (line.occurrence === 0) for (const heading of headings.get(line.row.key) ?? []) table.heading(heading)
      const cells = shown.map(column => cellText(line, column))
      table.row({ name: line.row.name, code: line.row.code, cells })
      if (place % ROWS_AT_ONCE === ROWS_AT_ONCE - 1 && !(await turn())) return false
    }
    sheet.y += 10
  }
  return turn()
}

/** The headings that stand before a row. */
const headingsOf = (section: TemplateSection): Map<string, string[]> => {
  const found = new Map<string, string[]>()
  let waiting: string[] = []
  for (const row of section.rows) {
    if (row.type === 'C') waiting.push(row.name)
    else {
      found.set(row.key, waiting)
      waiting = []
    }
  }
  return found
}

const cellText = (line: Line, column: Parameters<typeof isOpen>[1]): string => {
  if (!isOpen(line, column)) return '×'
  const value = valueIn(line.stands, column)
  if (value === '') return ''
  const isNumber = cellRule(line.row, column)?.format?.kind === 'number'
  return isNumber && /^-?\d+\.\d+$/.test(value) ? value.replace('.', ',') : value
}

const writeProtocol = (sheet: PdfSheet, protocol: ProtocolView): void => {
  if (protocol.errors.length + protocol.warnings.length === 0) return
  const { layout } = sheet.document.page
  if (!sheet.hasRoom(60)) sheet.addPage(layout as 'portrait')
  sheet.paragraph('Контроль', { font: BOLD, size: 10 }, 4)
  for (const { text, rule } of protocol.errors) sheet.paragraph(`Ошибка ${rule}. ${text}`, SMALL, 2)
  for (const { code, lines, explanation } of protocol.warnings) {
    for (const { text } of lines) sheet.paragraph(`Предупреждение ${code}. ${text}`, SMALL, 2)
    if (explanation !== '') sheet.paragraph(`Пояснение к контролю ${code}: ${explanation}`, SMALL, 4)
  }
  sheet.y += 8
}

/** The block for signatures: by hand on paper, and the electronic one that the report was sent with. */
const writeSignatures = (sheet: PdfSheet, { signer, receipt }: PdfReport): void => {
  const step = 26
  if (!sheet.hasRoom(4 * step)) sheet.addPage(sheet.document.page.layout as 'portrait')
  for (const who of ['Руководитель', 'Ответственный за составление формы']) {
    sheet.y += step - lineHeight(TEXT)
    sheet.write(who, sheet.left, sheet.y, TEXT)
    for (const [at, caption] of ['подпись', 'расшифровка подписи'].entries()) {
      const [x, width] = [sheet.left + 210 + at * 155, 140]
      const line = sheet.y + lineHeight(TEXT)
      sheet.document
        .moveTo(x, line)
        .lineTo(x + width, line)
        .lineWidth(0.5)
        .stroke('#767676')
      sheet.write(caption, x, line + 2, { ...SMALL, size: 6 })
    }
    sheet.y += lineHeight(TEXT) + 8
  }
  sheet.y += 6
  if (signer !== undefined) sheet.paragraph(`Подписано электронной подписью: ${signer.name}, ${signer.at}`, HEAD)
  if (receipt !== undefined) sheet.paragraph(`Принято системой ${receipt.at}, квитанция № ${receipt.number}`, HEAD)
}
